import { columns } from '../columns';
import { exitStatus } from '../errors';
import { allLabs } from './find-lab';

/** `endstate list`. */
export async function list(): Promise<number> {
  const rows = (await allLabs()).map(({ handle: { id, provider, state, createdAt, spec } }) => [
    id,
    provider,
    state,
    createdAt.toISOString(),
    `Kubernetes ${spec.kubernetes}, CNI ${spec.cni}, kube-proxy ${spec.kubeProxy}, ${spec.workers} workers`,
  ]);
  const head = ['ID', 'PROVIDER', 'STATE', 'CREATED', 'CLUSTER'];
  process.stdout.write(rows.length === 0 ? 'there is no lab\n' : columns([head, ...rows]));
  return exitStatus.pass;
}
