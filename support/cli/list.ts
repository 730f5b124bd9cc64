import type { LabSpec } from '../../clusters/lab';
import { columns } from '../columns';
import { exitStatus } from '../errors';
import { allLabs } from './find-lab';

function clusterOf({ withoutCluster, kubernetes, cni, kubeProxy, workers }: LabSpec): string {
  return withoutCluster ? 'none' : `Kubernetes ${kubernetes}, CNI ${cni}, kube-proxy ${kubeProxy}, ${workers} workers`;
}

/** `endstate list`. */
export async function list(): Promise<number> {
  const rows = (await allLabs()).map(({ handle: { id, provider, state, createdAt, spec } }) => [
    id,
    provider,
    state,
    createdAt.toISOString(),
    clusterOf(spec),
  ]);
  const head = ['ID', 'PROVIDER', 'STATE', 'CREATED', 'CLUSTER'];
  process.stdout.write(rows.length === 0 ? 'there is no lab\n' : columns([head, ...rows]));
  return exitStatus.pass;
}
