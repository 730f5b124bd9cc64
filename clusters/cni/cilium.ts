import { ciliumServices } from './cilium-services';

/** VXLAN between nodes. With kube-proxy `none` it replaces kube-proxy, otherwise it runs beside it. */
export const cilium = ciliumServices({
  name: 'cilium',
  description:
    'Cilium 1.15: eBPF datapath, VXLAN between nodes, NetworkPolicy; in place of kube-proxy where that is none',
  kubeProxyModes: ['iptables', 'nftables', 'none'],
  addOns: ['cilium', 'clang'],
  client: 'cilium-dbg',
  files: {},
  flags: ({ spec }) => {
    const replaces = spec.kubeProxy === 'none';
    return [
      '--routing-mode=tunnel',
      '--tunnel-protocol=vxlan',
      `--kube-proxy-replacement=${replaces}`,
      `--enable-bpf-masquerade=${replaces}`,
      // In pods, packets are balanced one by one: sockets would be by cgroup, and a probe in a pod's network is not in the pod's.
      '--bpf-lb-sock-hostns-only=true',
    ];
  },
});
