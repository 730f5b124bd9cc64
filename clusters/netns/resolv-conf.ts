import type { NameService } from '../name-service';
import { type DiskFiles, file } from './disk';
import type { LabPlan } from './plan';

const ofNode = '/etc/resolv.conf';
/**
 * What pods of the node's own resolver (CoreDNS among them) are handed where the node asks the cluster: it would send the
 * cluster's DNS back to itself. On a machine with systemd-resolved the two files differ in the same way.
 */
const ofPods = '/etc/kubernetes/resolv.conf';

/** The address that pods ask. */
export function clusterDns({ spec, dnsServiceIp }: LabPlan): string {
  return spec.dns.nodeLocal || dnsServiceIp;
}

/** The file that the kubelet hands to pods which ask as their node does. */
export function podResolvConf({ nodes }: NameService): string {
  return nodes.asksCluster ? ofPods : ofNode;
}

export function resolvConfFiles(plan: LabPlan): DiskFiles {
  const { asksCluster, servers, keepsOwn, search, options } = plan.spec.dns.nodes;
  const own = [...servers, ...(keepsOwn ? [plan.networks[0]?.fabricAddress] : [])];
  const write = (nameservers: readonly (string | undefined)[]) =>
    file(
      [
        ...(search.length > 0 ? [`search ${search.join(' ')}`] : []),
        ...nameservers.map((server) => `nameserver ${server}`),
        ...(options ? [`options ${options}`] : []),
        '',
      ].join('\n'),
    );
  if (!asksCluster) return { [ofNode]: write(own) };
  return { [ofNode]: write([clusterDns(plan), ...own]), [ofPods]: write(own) };
}
