import type { Kube } from '../../support/kube/client';
import { connect } from '../../support/kube/connect';
import { nodeCnis } from '../cni/registry';
import type { CreateOptions } from '../provider';
import { apiServerReady, defaultServiceAccount, nodesReady } from '../ready';
import { assertComponentsLive } from './health';
import type { NetnsLab } from './lab';
import { nodeLocalObjects } from './node-local-dns';
import { type ApiObject, corednsObjects, nodeObject } from './objects';

const apiServerDeadlineMs = 60_000;
const nodesDeadlineMs = 60_000;

/** A lab without a cluster is made when its hosts have booted. */
async function hostsBooted(lab: NetnsLab, { signal, progress }: Pick<CreateOptions, 'signal' | 'progress'>) {
  progress?.('waiting for the hosts');
  await Promise.all(lab.allMachines().map((machine) => machine.booted(signal)));
}

/** From started processes to Ready nodes: waits for the API server, makes the Node objects and CoreDNS. */
export async function bootstrap(lab: NetnsLab, options: Pick<CreateOptions, 'signal' | 'progress'>): Promise<void> {
  const { signal, progress } = options;
  if (lab.spec.withoutCluster) return hostsBooted(lab, options);
  const meanwhile = () => assertComponentsLive(lab.id);
  const patience = { withinMs: nodesDeadlineMs, signal, meanwhile };
  const kube = await connect(lab.kubeconfig);
  try {
    progress?.('waiting for the API server');
    await apiServerReady(kube, { ...patience, withinMs: apiServerDeadlineMs });
    progress?.('waiting for the nodes');
    const cniObjects = nodeCnis[lab.spec.cni]?.objects?.(lab.plan) ?? [];
    await Promise.all(cniObjects.map((object) => create(kube, object)));
    await Promise.all(lab.plan.nodes.map((node) => create(kube, nodeObject(lab.plan, node))));
    const dns = [...corednsObjects(lab.plan), ...nodeLocalObjects(lab.plan)];
    await Promise.all(dns.map((object) => create(kube, object)));
    const names = lab.plan.nodes.map(({ name }) => name);
    if (lab.spec.cni !== 'none' && lab.spec.waitFor === 'nodes') await nodesReady(kube, names, patience);
    progress?.('waiting for the default service account');
    await defaultServiceAccount(kube, patience);
  } finally {
    kube.close();
  }
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
