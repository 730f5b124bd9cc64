import { until } from '../../support/exec/until';
import type { Kube } from '../../support/kube/client';
import { connect } from '../../support/kube/connect';
import type { NetnsLab } from './lab';

const readyDeadlineMs = 60_000;

/** Cuts the power of every machine at once, switches them on again, and waits until every node is Ready anew. */
export async function restartLab(lab: NetnsLab, signal: AbortSignal): Promise<void> {
  const since = new Date();
  await Promise.all(lab.allMachines().map((machine) => machine.power('cycle', signal)));
  const kube = await connect(lab.kubeconfig);
  try {
    await until(() => allReadySince(lab, kube, since, signal), {
      what: 'not every node was Ready again',
      withinMs: readyDeadlineMs,
      everyMs: 50,
      signal,
    });
  } finally {
    kube.close();
  }
}

interface Listed<T> {
  readonly items: readonly T[];
}

interface ListedNode {
  readonly status?: { readonly conditions?: readonly { type: string; status: string; lastHeartbeatTime: string }[] };
}

/**
 * The Node objects still say Ready from before the cut: what counts is a condition that a kubelet has written since.
 * Heartbeats are whole seconds, so the one of the cut itself does not count.
 */
async function allReadySince(lab: NetnsLab, kube: Kube, since: Date, signal: AbortSignal): Promise<boolean> {
  const call = { path: '/api/v1/nodes', timeoutMs: 2_000, signal };
  const nodes = await kube.json<Listed<ListedNode>>(call).catch(() => undefined);
  if (!nodes || nodes.items.length < lab.plan.nodes.length) return false;
  return nodes.items.every((node) => {
    const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
    return ready?.status === 'True' && new Date(ready.lastHeartbeatTime) > since;
  });
}
