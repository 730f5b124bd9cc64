import { provider } from '../../clusters/registry';
import { exitStatus } from '../errors';
import { columns } from './columns';

/** `endstate list`. */
export async function list(): Promise<number> {
  const handles = await provider().list();
  const rows = handles.map(({ id, provider: name, state, createdAt, spec }) => [
    id,
    name,
    state,
    createdAt.toISOString(),
    `Kubernetes ${spec.kubernetes}, CNI ${spec.cni}, kube-proxy ${spec.kubeProxy}, ${spec.workers} workers`,
  ]);
  const head = ['ID', 'PROVIDER', 'STATE', 'CREATED', 'CLUSTER'];
  process.stdout.write(rows.length === 0 ? 'there is no lab\n' : columns([head, ...rows]));
  return exitStatus.pass;
}
