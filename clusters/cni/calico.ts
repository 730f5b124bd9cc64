import type { ManifestCni } from './cni';
import { setVariable, type Workload, withChanged } from './edit';

const version = 'v3.29.2';
const image = (name: string) => `docker.io/calico/${name}:${version}`;

/**
 * Calico's calico.yaml: an agent on every node, IP-in-IP and BGP between them, its own addresses for pods. Untried where this was
 * written: its images could not be had there.
 */
export const calico: ManifestCni = {
  name: 'calico',
  description: `Calico ${version} by its own manifest: IP-in-IP and BGP between nodes, NetworkPolicy`,
  providers: ['kind', 'k3d'],
  enforcesNetworkPolicy: true,
  ipv4Alone: 'its manifest is set up for IPv4',
  // Felix writes iptables rules as this manifest has it; kube-proxy's nftables mode goes with Felix's, which is off.
  kubeProxyModes: ['iptables', 'ipvs'],
  kubeProxyReason: 'its agent is set up for iptables, and its pods ask the API server by its Service',
  kubernetes: { minors: ['1.29'], reason: 'Calico 3.29 is tested by its makers on Kubernetes 1.29 to 1.32' },
  manifest: {
    name: 'calico',
    version,
    url: `https://raw.githubusercontent.com/projectcalico/calico/${version}/manifests/calico.yaml`,
    sha256: '999fe49427009aa1e6cc627061f9d54142c0d9dbe764350a70b4a5ac23c16afc',
  },
  images: [image('cni'), image('node'), image('kube-controllers')],
  fit: (objects, { podCidr }) =>
    withChanged<Workload>(objects, 'DaemonSet', 'calico-node', (daemonSet) =>
      setVariable(daemonSet, 'calico-node', 'CALICO_IPV4POOL_CIDR', podCidr),
    ),
};
