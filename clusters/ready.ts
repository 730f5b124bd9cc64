import { Inconclusive, messageOf } from '../support/errors';
import { until } from '../support/exec/until';
import type { Kube } from '../support/kube/client';
import type { Node as KubeNode } from '../support/kube/types';

const everyMs = 100;
const meanwhileEveryMs = 500;

/** How long is waited for a part of a cluster that starts. Each of these rejects with {@link Inconclusive} at the deadline. */
export interface Patience {
  readonly withinMs: number;
  readonly signal: AbortSignal;
  /** Looked at twice a second while something is missing: rejects where waiting is in vain. */
  readonly meanwhile?: () => Promise<void>;
}

/** Resolves once `/readyz` says ok. */
export async function apiServerReady(kube: Kube, patience: Patience): Promise<void> {
  await nothingMissing('the API server is not ready', patience, async () => {
    const words = await kube.text({ path: '/readyz', timeoutMs: 2_000, signal: patience.signal }).catch(messageOf);
    return words === 'ok' ? undefined : words;
  });
}

/** Resolves once every node has a range for its pods: by node name. */
export async function podRanges(kube: Kube, names: readonly string[], patience: Patience) {
  let nodes: readonly KubeNode[] = [];
  await nothingMissing('not every node has a range for its pods', patience, async () => {
    nodes = await nodesOf(kube, patience);
    return missing(names, nodes, (node) => node?.spec?.podCIDR !== undefined);
  });
  return new Map(nodes.map((node) => [node.metadata?.name ?? '', node.spec?.podCIDR ?? '']));
}

/** Resolves once every node is Ready. */
export async function nodesReady(kube: Kube, names: readonly string[], patience: Patience): Promise<void> {
  await nothingMissing('not every node is Ready', patience, async () =>
    missing(names, await nodesOf(kube, patience), (node) => condition(node)?.status === 'True'),
  );
}

/** Pods are refused before the controller manager has made it. */
export async function defaultServiceAccount(kube: Kube, patience: Patience): Promise<void> {
  const path = '/api/v1/namespaces/default/serviceaccounts/default';
  await nothingMissing('the default service account is missing', patience, () =>
    kube.json({ path, signal: patience.signal }).then(() => undefined, messageOf),
  );
}

async function nodesOf(kube: Kube, { signal }: Patience): Promise<readonly KubeNode[]> {
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

/** Polls, since nothing can be watched before the cluster stands. `observe` says what is missing. */
async function nothingMissing(
  what: string,
  { withinMs, signal, meanwhile }: Patience,
  observe: () => Promise<string | undefined>,
): Promise<void> {
  let last = '';
  let meanwhileAt = performance.now() + meanwhileEveryMs;
  const check = async (): Promise<boolean> => {
    const said = await observe();
    if (said === undefined) return true;
    last = said;
    if (performance.now() > meanwhileAt) {
      await meanwhile?.();
      meanwhileAt = performance.now() + meanwhileEveryMs;
    }
    return false;
  };
  await until(check, { what, withinMs, everyMs, signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    if (error instanceof Inconclusive) throw error;
    throw new Inconclusive({ what: messageOf(error), last, next: 'endstate doctor' }, { cause: error });
  });
}
