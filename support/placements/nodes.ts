import { type Kube, list, type Node, type Pod, resources } from '../kube';

/** A node as far as placing goes. */
export interface NodeRoom {
  readonly name: string;
  /** Millicores and bytes that pods may ask for in all. */
  readonly cpu: number;
  readonly memory: number;
  /** Most pods may not go there. */
  readonly tainted: boolean;
}

/** The nodes that a pod could go to, those without taints first. Cordoned ones are left out. */
export async function nodesForPods(kube: Kube, signal: AbortSignal): Promise<readonly NodeRoom[]> {
  const { items } = await list<Node>(kube, resources.nodes, {}, { signal });
  const open = items.filter(({ spec }) => spec?.unschedulable !== true);
  return open.toSorted((a, b) => taints(a) - taints(b)).map(room);
}

function taints({ spec }: Node): number {
  return spec?.taints?.length ?? 0;
}

function room(node: Node): NodeRoom {
  const { cpu = '0', memory = '0' } = node.status?.allocatable ?? {};
  const tainted = taints(node) > 0;
  return { name: node.metadata?.name ?? '', cpu: quantity(cpu) * 1000, memory: quantity(memory), tainted };
}

/** What pods that are there now leave of the nodes' room. */
export async function freeRoom(
  kube: Kube,
  nodes: readonly NodeRoom[],
  signal: AbortSignal,
): Promise<readonly NodeRoom[]> {
  const { items } = await list<Pod>(kube, resources.pods, {}, { signal });
  const asking = items.filter(({ status }) => !['Succeeded', 'Failed'].includes(status?.phase ?? ''));
  return nodes.map((node) =>
    leftOf(
      node,
      asking.filter(({ spec }) => spec?.nodeName === node.name),
    ),
  );
}

function leftOf(node: NodeRoom, pods: readonly Pod[]): NodeRoom {
  const requests = pods.flatMap(({ spec }) => spec?.containers.map(({ resources }) => resources?.requests ?? {}) ?? []);
  const asked = (of: 'cpu' | 'memory') => requests.reduce((sum, each) => sum + quantity(each[of] ?? '0'), 0);
  return {
    ...node,
    cpu: Math.max(0, node.cpu - asked('cpu') * 1000),
    memory: Math.max(0, node.memory - asked('memory')),
  };
}

const scales: Readonly<Record<string, number>> = {
  '': 1,
  m: 1e-3,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
};

/** An amount as the API writes it: `2`, `1930m`, `24684092Ki`. */
export function quantity(text: string): number {
  const [, number = '', unit = ''] = /^([\d.]+)([A-Za-z]*)$/.exec(text) ?? [];
  return Number(number || Number.NaN) * (scales[unit] ?? Number.NaN);
}

/** The nodes that cannot vouch for what the API server says of their pods, with the reason. */
export async function silentNodes(
  kube: Kube,
  names: readonly string[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const words = await Promise.all(names.map((name) => silence(kube, name, signal)));
  return words.flatMap((word) => word ?? []);
}

/** Asks the kubelet what its container runtime runs: both must be alive to answer. */
async function silence(kube: Kube, node: string, signal: AbortSignal): Promise<string | undefined> {
  try {
    await kube.text({ path: `/api/v1/nodes/${node}/proxy/runningpods/`, timeoutMs: 5000, signal });
    return undefined;
  } catch (error) {
    signal.throwIfAborted();
    return `the kubelet of ${node} does not answer: ${error instanceof Error ? error.message : error}`;
  }
}
