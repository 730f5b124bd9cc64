import type { Kube } from '../kube';
import { createWeight, prepareJudge, removeJudgePod } from './judge-pods';
import { freeRoom, type NodeRoom } from './nodes';
import type { Weight } from './weight';
import { whereTheSchedulerPacks } from './witness';

/** Of the room that a node has left. The rest keeps the node's own agents from being turned away. */
const share = 0.9;

/**
 * What adversity there is under a scheduler that is not the judge's: every node but one is made the fuller by a pod that
 * asks for most of its room, so that a scheduler that spreads, as the stock one does, leans to the one. It need not follow,
 * and nothing here takes it to have: what counts is where pods were seen.
 */
export class Counterweights implements Weight {
  private names: readonly string[] = [];
  private at: string | undefined;

  /** @param nodes with the room that is left on them */
  constructor(
    private readonly kube: Kube,
    private readonly nodes: readonly NodeRoom[],
    private readonly signal: AbortSignal,
  ) {}

  static async prepare(kube: Kube, nodes: readonly NodeRoom[], signal: AbortSignal): Promise<Counterweights> {
    await prepareJudge(kube, signal);
    return new Counterweights(kube, await freeRoom(kube, nodes, signal), signal);
  }

  async moveTo(node: string | undefined): Promise<void> {
    if (this.at === node) return;
    await this.remove(this.signal);
    this.at = node;
    if (node === undefined) return;
    for (const other of this.nodes.filter(({ name }) => name !== node)) {
      this.names = [...this.names, await createWeight(this.kube, other, share, this.signal)];
    }
  }

  async proveScheduler(): Promise<void> {
    await whereTheSchedulerPacks(this.kube, this.signal);
  }

  async remove(signal?: AbortSignal): Promise<void> {
    await Promise.all(this.names.map((name) => removeJudgePod(this.kube, name, signal)));
    this.names = [];
    this.at = undefined;
  }
}
