import { type Condition, met, notYet, type Observations, type Quantifier, quantify } from '../assert';
import type { Clock } from '../clock';
import { type Kube, type Node, resources } from '../kube';
import { observed } from './observed';
import { objectsOf } from './source';

/** A node as `kubectl get nodes` shows it. */
export interface NodeState {
  readonly name: string;
  /** The STATUS column: `Ready`, `NotReady`, `Ready,SchedulingDisabled`, `Unknown`. */
  readonly status: string;
  readonly ready: boolean;
  /** Why it is not Ready, in the kubelet's words. */
  readonly reason?: string | undefined;
  readonly object: Node;
}

export function watchNodes(kube: Kube, { clock }: { readonly clock?: Clock } = {}): Observations<readonly NodeState[]> {
  const view = (nodes: readonly Node[]) => nodes.map(nodeState).sort((a, b) => a.name.localeCompare(b.name));
  const sources = { nodes: objectsOf<Node>(kube, resources.nodes) };
  return observed({ description: 'nodes', clock, sources, view: ({ nodes }) => view(nodes) });
}

/** So many nodes are Ready. */
export function nodesReady(quantifier: Quantifier): Condition<readonly NodeState[]> {
  return (nodes) =>
    quantify(quantifier, nodes, (node) => (node.ready ? met : notYet)(describeNode(node), node.status), 'node');
}

/** So many nodes are NotReady. One whose kubelet has never been heard of is `Unknown` for its first minute. */
export function nodesNotReady(quantifier: Quantifier): Condition<readonly NodeState[]> {
  const isNotReady = ({ ready, status }: NodeState) => !ready && status.startsWith('NotReady');
  return (nodes) =>
    quantify(quantifier, nodes, (node) => (isNotReady(node) ? met : notYet)(describeNode(node), node.status), 'node');
}

export function nodeState(node: Node): NodeState {
  const condition = node.status?.conditions?.find(({ type }) => type === 'Ready');
  const ready = condition?.status === 'True';
  const word = condition ? (ready ? 'Ready' : 'NotReady') : 'Unknown';
  return {
    name: node.metadata?.name ?? '',
    status: node.spec?.unschedulable ? `${word},SchedulingDisabled` : word,
    ready,
    reason: ready ? undefined : condition?.message,
    object: node,
  };
}

function describeNode({ name, status, reason }: NodeState): string {
  return `${name} ${status}${reason ? ` (${reason})` : ''}`;
}
