import { apply, connect, parseManifests } from '../../../support/kube';
import { existing } from '../provider';
import { contractSpec } from '../../contract/suite';

/** A runner that leases the cluster, changes it and a machine of it, says its lab's id, and waits to be killed. */
async function main(): Promise<void> {
  const lab = await existing.create({ ...contractSpec, hosts: [] }, { signal: AbortSignal.timeout(120_000) });
  const kube = await connect(lab.kubeconfig, lab.guard);
  const objects = [
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: left}}',
    '{apiVersion: v1, kind: Namespace, metadata: {name: left}}',
    '{apiVersion: v1, kind: ConfigMap, metadata: {name: left, namespace: left}}',
    '{apiVersion: scheduling.k8s.io/v1, kind: PriorityClass, metadata: {name: left}, value: 7}',
  ];
  await apply(kube, parseManifests(objects.join('\n---\n'), 'left'));
  const worker = lab.machine('worker01');
  await worker.write('/etc/motd', 'changed');
  await worker.write('/etc/new/file', 'new');
  await worker.exec(['sysctl', '-w', 'net.ipv4.tcp_keepalive_time=98']);
  process.stdout.write(`${lab.id}\n`);
  setInterval(() => {}, 60_000);
}

void main();
