import { eventually } from '../assert';
import { Inconclusive, Mismatch } from '../errors';
import { type Manifest, parseManifests } from '../kube';
import {
  type CellWord,
  connectivity,
  connectivityIs,
  inARow,
  type Matrix,
  type SeenMatrix,
  streakHolds,
} from '../probe';
import { type Bed, namespacesOf } from './bed';
import { cellWords, columnsOf, type OurCase } from './compare';
import { cellName, type Word } from './truth-table';

export interface OurOptions {
  /** How long a network may take to enforce what changed. Milliseconds; 30 s unless told, as any claim on traffic. */
  readonly settleMs?: number;
  readonly signal: AbortSignal;
}

/** The last look, and whether everything was as stated so often, in time. */
interface Settled {
  readonly asStated: boolean;
  readonly seen: SeenMatrix;
}

/** What the pods are told before a case's policies, and what every connection between two of them then comes to. */
interface Beginning {
  readonly name: string;
  readonly policies: readonly Manifest[];
  readonly stated: CellWord;
}

/**
 * Tries a case's policies with our own connectivity matrix.
 *
 * A state must not be taken for enforced that is only left over, and nothing tells when a network has enforced a policy. So each
 * case is begun twice: with every connection cut, and with every connection open, each *seen* to be so. The case's table then
 * has to come about, twice in a row. A cell that is to be open has to change after the first beginning, a cell that
 * is to be blocked after the second: none is taken as it was. What has not come about by the deadline is what it is then.
 */
export class OurProbes {
  private readonly unreachable = new Set<string>();
  private readonly beginnings: readonly Beginning[];

  constructor(
    private readonly bed: Bed,
    private readonly options: OurOptions,
  ) {
    this.beginnings = [
      { name: 'every connection cut', policies: namespacesOf(bed.places).flatMap(cut), stated: 'timed out' },
      { name: 'every connection open', policies: [], stated: 'open' },
    ];
  }

  /** Gives the pods these policies and waits until every cell is as it is awaited. */
  async try(policies: readonly Manifest[], awaited: (cell: string) => Word): Promise<OurCase> {
    const began = performance.now();
    const matrix = this.matrix((cell) => cellWords[awaited(cell)]);
    let settled: Settled = { asStated: true, seen: [] };
    for (const beginning of this.beginnings) {
      await this.begin(beginning);
      await this.bed.put(policies);
      settled = await this.settles(matrix, { timesInARow: 2 });
      if (!settled.asStated) break;
    }
    const unreached = [...this.unreachable].map((name) => `it did not begin with ${name}`);
    const late = settled.asStated ? [] : ['its table was not seen twice in a row within the deadline'];
    return { seen: settled.seen, doubts: [...unreached, ...late], durationMs: performance.now() - began };
  }

  /** A network that once could not be brought there is not waited for again. */
  private async begin({ name, policies, stated }: Beginning): Promise<void> {
    await this.bed.put(policies);
    if (this.unreachable.has(name)) return;
    const matrix = this.matrix((_, isSelf) => (isSelf ? undefined : stated));
    const { asStated } = await this.settles(matrix, { timesForNegative: 1 });
    if (!asStated) this.unreachable.add(name);
  }

  private matrix(stated: (cell: string, isSelf: boolean) => CellWord | undefined): Matrix {
    const { places, ports } = this.bed;
    const columns = columnsOf({ pods: places, ports });
    return {
      rows: places,
      columns: columns.map(({ pod, port }) => ({ ...pod, port })),
      stated: places.map(({ name }) =>
        columns.map(({ pod, port }) => stated(cellName(name, pod.name, port), name === pod.name)),
      ),
    };
  }

  /** Looks until all is as stated. Resolves with the last look, whatever it saw. */
  private async settles(matrix: Matrix, { timesInARow = 1, timesForNegative = 3 }): Promise<Settled> {
    const { settleMs = 30_000, signal } = this.options;
    let seen: SeenMatrix = [];
    const look = connectivity(matrix, { timesForNegative });
    const observe = async (ends: AbortSignal) => {
      seen = await look.observe(ends);
      return seen;
    };
    const looks = inARow({ ...look, observe }, connectivityIs(matrix), timesInARow);
    try {
      await eventually(looks, streakHolds(), { withinMs: settleMs, signal });
      return { asStated: true, seen };
    } catch (error) {
      if (signal.aborted || !(error instanceof Mismatch || error instanceof Inconclusive)) throw error;
      return { asStated: false, seen };
    }
  }
}

/** Quoted: `y` alone would be a boolean. */
const cut = (namespace: string) =>
  parseManifests(
    `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: every-connection-cut, namespace: ${JSON.stringify(namespace)} }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`,
    'every connection cut',
  );
