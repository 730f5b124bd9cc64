import { Inconclusive, messageOf } from '../../support/errors';
import { until } from '../../support/exec/until';
import type { Kube } from '../../support/kube/client';
import type { Node as KubeNode } from '../../support/kube/types';

const deadlineMs = 120_000;
const everyMs = 100;

/** Resolves once every node has a range for its pods: by node name. */
export async function podRanges(kube: Kube, names: readonly string[], signal: AbortSignal) {
  let nodes: readonly KubeNode[] = [];
  await waitFor('not every node has a range for its pods', signal, async () => {
    nodes = await nodesOf(kube, signal);
    return missing(names, nodes, (node) => node?.spec?.podCIDR !== undefined);
  });
  return new Map(nodes.map((node) => [node.metadata?.name ?? '', node.spec?.podCIDR ?? '']));
}

/** Resolves once every node is Ready. */
export async function nodesReady(kube: Kube, names: readonly string[], signal: AbortSignal): Promise<void> {
  await waitFor('not every node is Ready', signal, async () =>
    missing(names, await nodesOf(kube, signal), (node) => condition(node)?.status === 'True'),
  );
}

/** Pods are refused before the controller manager has made it. */
export async function defaultServiceAccount(kube: Kube, signal: AbortSignal): Promise<void> {
  const path = '/api/v1/namespaces/default/serviceaccounts/default';
  await waitFor('the default service account is missing', signal, () =>
    kube.json({ path, signal }).then(() => undefined, messageOf),
  );
}

async function nodesOf(kube: Kube, signal: AbortSignal): Promise<readonly KubeNode[]> {
  return (await kube.json<{ readonly items: readonly KubeNode[] }>({ path: '/api/v1/nodes', signal })).items;
}

function missing(names: readonly string[], nodes: readonly KubeNode[], holds: (node?: KubeNode) => boolean) {
  const byName = new Map(nodes.map((node) => [node.metadata?.name, node]));
  const waiting = names.filter((name) => !holds(byName.get(name)));
  if (waiting.length === 0) return undefined;
  return waiting.map((name) => `${name}: ${condition(byName.get(name))?.message ?? 'no word of it yet'}`).join('; ');
}

function condition(node: KubeNode | undefined) {
  return node?.status?.conditions?.find(({ type }) => type === 'Ready');
}

/** `observe` says what is missing. Polls: before the first answer there is nothing to watch. */
async function waitFor(what: string, signal: AbortSignal, observe: () => Promise<string | undefined>): Promise<void> {
  let last = '';
  const check = async (): Promise<boolean> => {
    const said = await observe();
    last = said ?? last;
    return said === undefined;
  };
  await until(check, { what, withinMs: deadlineMs, everyMs, signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Inconclusive({ what: messageOf(error), last, next: 'endstate doctor' }, { cause: error });
  });
}
