import { Inconclusive } from '../errors';
import type { Kube } from '../kube';
import { createWeight, prepareJudge, removeJudgePod } from './judge-pods';
import type { NodeRoom } from './nodes';
import type { Weight } from './weight';
import { whereTheSchedulerPacks } from './witness';

/** Shares of a node's room that the ballast asks for, one after the other, until the scheduler follows it. */
const shares = [0.25, 0.5, 0.75, 0.9] as const;

/**
 * Steers a scheduler that packs: a pod on one node that asks for much and does nothing makes that node the fullest, so
 * that whatever declares nothing goes there. That it does is seen each time by a witness, not taken for granted: under
 * a scheduler that does not pack nothing would be steered, and every answer would pass.
 */
export class Ballast implements Weight {
  private name: string | undefined;
  private at: string | undefined;

  private constructor(
    private readonly kube: Kube,
    private readonly nodes: readonly NodeRoom[],
    private readonly signal: AbortSignal,
  ) {}

  static async prepare(kube: Kube, nodes: readonly NodeRoom[], signal: AbortSignal): Promise<Ballast> {
    await prepareJudge(kube, signal);
    return new Ballast(kube, nodes, signal);
  }

  /** Resolves when the scheduler goes to that node. Rejects with Inconclusive when it does not. */
  async moveTo(node: string | undefined): Promise<void> {
    if (node === undefined) return this.remove();
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
    this.name = await createWeight(this.kube, room, share, this.signal);
    this.at = nodeName;
  }
}
