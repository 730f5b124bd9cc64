import type { ManifestCni } from './cni';

const version = 'v1.0.0';

/**
 * kindnet's own manifest, which has more than the part of it that kind brings: a veth pair a pod, a route to each node's pods,
 * NetworkPolicy by nftables' queue. Each agent takes its range from its Node object. Untried where this was written: its image could
 * not be had there.
 */
export const kindnet: ManifestCni = {
  name: 'kindnet',
  description: `kindnet ${version} by its own manifest: a veth pair a pod, routes between nodes, NetworkPolicy`,
  providers: ['kind', 'k3d'],
  enforcesNetworkPolicy: true,
  ipv4Alone: 'it was not set up for both families here',
  kubeProxyModes: ['iptables', 'nftables', 'ipvs'],
  kubeProxyReason: 'its pods ask the API server by its Service',
  manifest: {
    name: 'kindnet',
    version,
    url: `https://raw.githubusercontent.com/kubernetes-sigs/kindnet/${version}/install-kindnet.yaml`,
    sha256: 'f5fdc476fc0bccec0930642397f0b228a6186f1eacbf4d20be8565d75c9d2d5a',
  },
  images: [`registry.k8s.io/networking/kindnet:${version}`],
  fit: (objects) => objects,
};
