import { Inconclusive, messageOf } from '../../support/errors';
import { until } from '../../support/exec/until';
import type { Kube } from '../../support/kube/client';
import { connect } from '../../support/kube/connect';
import { cnis } from '../cni/registry';
import type { CreateOptions } from '../provider';
import { assertComponentsLive } from './health';
import type { NetnsLab } from './lab';
import { nodeLocalObjects } from './node-local-dns';
import { type ApiObject, corednsObjects, nodeObject } from './objects';

const apiServerDeadlineMs = 60_000;
const nodesDeadlineMs = 60_000;
const pollMs = 100;
const healthEveryMs = 500;

/** From started processes to Ready nodes: waits for the API server, makes the Node objects and CoreDNS. */
export async function bootstrap(lab: NetnsLab, options: Pick<CreateOptions, 'signal' | 'progress'>): Promise<void> {
  const { signal, progress } = options;
  const kube = await connect(lab.kubeconfig);
  try {
    progress?.('waiting for the API server');
    await apiServerReady(lab, kube, signal);
    progress?.('waiting for the nodes');
    const cniObjects = cnis[lab.spec.cni]?.objects?.(lab.plan) ?? [];
    await Promise.all(cniObjects.map((object) => create(kube, object)));
    await Promise.all(lab.plan.nodes.map((node) => create(kube, nodeObject(lab.plan, node))));
    const dns = [...corednsObjects(lab.plan), ...nodeLocalObjects(lab.plan)];
    await Promise.all(dns.map((object) => create(kube, object)));
    if (lab.spec.cni !== 'none' && lab.spec.waitFor === 'nodes') await nodesReady(lab, kube, signal);
    progress?.('waiting for the default service account');
    await defaultServiceAccount(lab, kube, signal);
  } finally {
    kube.close();
  }
}

async function apiServerReady(lab: NetnsLab, kube: Kube, signal: AbortSignal): Promise<void> {
  await waitFor(lab, 'the API server is not ready', apiServerDeadlineMs, signal, async () => {
    const words = await kube.text({ path: '/readyz', timeoutMs: 2_000, signal }).catch(messageOf);
    return words === 'ok' ? undefined : words;
  });
}

async function nodesReady(lab: NetnsLab, kube: Kube, signal: AbortSignal): Promise<void> {
  await waitFor(lab, 'not every node is Ready', nodesDeadlineMs, signal, async () => {
    const { items } = await kube.json<NodeList>({ path: '/api/v1/nodes', signal });
    const waiting = items.filter((node) => readyCondition(node)?.status !== 'True');
    if (items.length >= lab.plan.nodes.length && waiting.length === 0) return undefined;
    return waiting
      .map((node) => `${node.metadata.name}: ${readyCondition(node)?.message ?? 'no condition Ready yet'}`)
      .join('; ');
  });
}

/** Pods are refused before the controller manager has made it. */
async function defaultServiceAccount(lab: NetnsLab, kube: Kube, signal: AbortSignal): Promise<void> {
  const path = '/api/v1/namespaces/default/serviceaccounts/default';
  await waitFor(lab, 'the default service account is missing', nodesDeadlineMs, signal, async () =>
    kube.json({ path, signal }).then(() => undefined, messageOf),
  );
}

interface NodeList {
  readonly items: readonly ListedNode[];
}

interface ListedNode {
  readonly metadata: { readonly name: string };
  readonly status?: { readonly conditions?: readonly { type: string; status: string; message?: string }[] };
}

function readyCondition(node: ListedNode) {
  return node.status?.conditions?.find(({ type }) => type === 'Ready');
}

/** Polls, since nothing can be watched before the cluster stands. `observe` says what is missing. */
async function waitFor(
  lab: NetnsLab,
  what: string,
  withinMs: number,
  signal: AbortSignal,
  observe: () => Promise<string | undefined>,
): Promise<void> {
  let last = '';
  let healthAt = performance.now() + healthEveryMs;
  const check = async (): Promise<boolean> => {
    const missing = await observe();
    if (missing === undefined) return true;
    last = missing;
    if (performance.now() > healthAt) {
      await assertComponentsLive(lab.id);
      healthAt = performance.now() + healthEveryMs;
    }
    return false;
  };
  await until(check, { what, withinMs, everyMs: pollMs, signal }).catch((error: unknown) => {
    if (signal.aborted || error instanceof Inconclusive) throw error;
    throw new Inconclusive({ what: messageOf(error), last, next: 'endstate doctor' }, { cause: error });
  });
}

async function create(kube: Kube, object: ApiObject): Promise<void> {
  await kube.json({ method: 'POST', path: collectionPath(object), body: object });
}

/** `/api/v1/namespaces/kube-system/services` of a Service. Kinds here all have a plain plural. */
function collectionPath({ apiVersion, kind, metadata }: ApiObject): string {
  const prefix = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  const namespace = metadata.namespace ? `/namespaces/${metadata.namespace}` : '';
  return `${prefix}${namespace}/${kind.toLowerCase()}s`;
}
