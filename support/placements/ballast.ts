import { Inconclusive } from '../errors';
import { apply, type Kube } from '../kube';
import { judgeManifests, pauseImage } from './judge-namespace';
import { createJudgePod, removeJudgePod, removeJudgePods } from './judge-pods';
import type { NodeRoom } from './nodes';
import { whereTheSchedulerPacks } from './witness';

/** Shares of a node's room that the ballast asks for, one after the other, until the scheduler follows it. */
const shares = [0.25, 0.5, 0.75, 0.9] as const;

/**
 * Steers a scheduler that packs: a pod on one node that asks for much and does nothing makes that node the fullest, so
 * that whatever declares nothing goes there. That it does is seen each time by a witness, not taken for granted: under
 * a scheduler that does not pack nothing would be steered, and every answer would pass.
 */
export class Ballast {
  private name: string | undefined;
  private at: string | undefined;

  private constructor(
    private readonly kube: Kube,
    private readonly nodes: readonly NodeRoom[],
    private readonly signal: AbortSignal,
  ) {}

  static async prepare(kube: Kube, nodes: readonly NodeRoom[], signal: AbortSignal): Promise<Ballast> {
    await apply(kube, judgeManifests, { signal });
    await removeJudgePods(kube, signal);
    return new Ballast(kube, nodes, signal);
  }

  /** Resolves when the scheduler goes to that node. Rejects with Inconclusive when it does not. */
  async moveTo(node: string): Promise<void> {
    let went = this.at === node ? await this.witness() : '';
    if (went === node) return;
    for (const share of shares) {
      await this.put(node, share);
      went = await this.witness();
      if (went === node) return;
    }
    throw new Inconclusive({
      what: `the scheduler cannot be steered to ${node}, so placements cannot be judged`,
      last: `a pod that declares nothing went to ${went}, with ballast of ${(shares.at(-1) ?? 0) * 100}% of the room on ${node}`,
      next: 'give the cluster the row | scheduler | adversary |',
    });
  }

  /** Rejects with Inconclusive when the scheduler places nothing at all. */
  async proveScheduler(): Promise<void> {
    await this.witness();
  }

  async remove(): Promise<void> {
    if (this.name) await removeJudgePod(this.kube, this.name, this.signal);
    this.name = undefined;
    this.at = undefined;
  }

  private witness(): Promise<string> {
    return whereTheSchedulerPacks(this.kube, this.signal);
  }

  private async put(nodeName: string, share: number): Promise<void> {
    const room = this.nodes.find(({ name }) => name === nodeName);
    if (!room) throw new Error(`no node ${nodeName} to put ballast on`);
    await this.remove();
    const requests = { cpu: `${Math.floor(room.cpu * share)}m`, memory: `${Math.floor(room.memory * share)}` };
    const containers = [{ name: 'ballast', image: pauseImage, resources: { requests } }];
    this.name = await createJudgePod(this.kube, 'ballast', { nodeName, containers }, this.signal);
    this.at = nodeName;
  }
}
