/**
 * Where the judge draws each of a workload's pods, the first to start first: as many nodes as the workload has pods.
 * `undefined`: nowhere, the scheduler is left alone.
 */
export type Aim = readonly (string | undefined)[];

/** An aim for each workload, in the order of the workloads. */
export type Steering = readonly Aim[];

/** A workload as far as steering goes. */
export interface Steerable {
  readonly replicas: number;
  /** Nodes that its pods have been seen to go to; at least one. */
  readonly reach: readonly string[];
  /** The claim is about its pods. */
  readonly claimed: boolean;
}

/**
 * The ways to steer workloads: every combination of all pods on one node, for each node, and of pods on all nodes in
 * turn. If that is more than `limit`, pods in turn are left out; if it still is, a covering set: every two workloads
 * are together on each node and apart on each two. The combinations that show most come first.
 */
export function steeringsOf(workloads: readonly Steerable[], limit: number): readonly Steering[] {
  const packed = workloads.map(packedAims);
  const every = workloads.map((workload, at) => withTurns(workload, packed[at] ?? []));
  if (sizeOf(every) <= limit) return product(every);
  return sizeOf(packed) <= limit ? product(packed) : covering(workloads);
}

function packedAims({ replicas, reach }: Steerable): readonly Aim[] {
  return reach.map((node) => Array<string>(replicas).fill(node));
}

/** Pods of a claim on every node at once show most; what they depend on shows most when it is on one node. */
function withTurns({ replicas, reach, claimed }: Steerable, packed: readonly Aim[]): readonly Aim[] {
  if (replicas < 2 || reach.length < 2) return packed;
  const turns = Array.from({ length: replicas }, (_, pod) => reach[pod % reach.length] as string);
  return claimed ? [turns, ...packed] : [...packed, turns];
}

function sizeOf(choices: readonly (readonly unknown[])[]): number {
  return choices.reduce((size, { length }) => size * length, 1);
}

function product<T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] {
  return choices.reduce<readonly (readonly T[])[]>(
    (rows, options) => rows.flatMap((row) => options.map((option) => [...row, option])),
    [[]],
  );
}

/** All on one node, for each node; and each workload on one node with all others on another, for each two nodes. */
function covering(workloads: readonly Steerable[]): readonly Steering[] {
  const nodes = [...new Set(workloads.flatMap(({ reach }) => reach))];
  const aim = ({ replicas, reach }: Steerable, node: string): Aim =>
    Array<string>(replicas).fill(reach.includes(node) ? node : (reach[0] ?? node));
  const together = nodes.map((node) => workloads.map((workload) => aim(workload, node)));
  const apart = workloads.flatMap((alone) =>
    nodes.flatMap((here) =>
      nodes
        .filter((there) => there !== here)
        .map((there) => workloads.map((workload) => aim(workload, workload === alone ? here : there))),
    ),
  );
  return [...new Map([...apart, ...together].map((steering) => [JSON.stringify(steering), steering])).values()];
}
