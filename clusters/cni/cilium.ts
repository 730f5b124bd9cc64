import type { DiskFiles } from '../netns/disk';
import { script, secret, service } from '../netns/disk';
import { untilKubeletStarts } from '../netns/node';
import type { LabPlan, NodePlan } from '../netns/plan';
import { ciliumObjects } from './cilium-objects';
import type { Cni, CniAccess } from './cni';

const kubeconfig = '/var/lib/cilium/kubeconfig.conf';
const cgroupRoot = '/run/cilium/cgroupv2';
const configuration = '/etc/cni/net.d/05-cilium.conflist';

/**
 * Cilium's own agent and operator, run as services in place of its pods: the agent on every node, the operator on the
 * control plane. VXLAN between nodes. With kube-proxy `none` it replaces kube-proxy, otherwise it runs beside it.
 */
export const cilium: Cni = {
  name: 'cilium',
  description:
    'Cilium 1.15: eBPF datapath, VXLAN between nodes, NetworkPolicy; in place of kube-proxy where that is none',
  enforcesNetworkPolicy: true,
  ipv4Alone: 'its agents are set up for IPv4',
  kubeProxyModes: ['iptables', 'nftables', 'none'],
  replacesKubeProxy: true,
  addOns: ['cilium', 'clang'],
  pluginDirectory: '/opt/cilium/bin',
  objects: ciliumObjects,
  controlPlaneFiles: (access) => ({
    ...accessFiles(access),
    ...service('cilium-operator', operator, { before: untilAllowed }),
  }),
  files: (plan, node, access) => ({
    ...accessFiles(access),
    '/usr/local/bin/bpftool': script(ofAddOn('sbin/bpftool')),
    '/usr/local/bin/clang': script(ofAddOn('bin/clang')),
    '/usr/local/bin/cilium': { link: '/opt/cilium/bin/cilium-dbg' },
    '/etc/endstate/network.d/40-cilium': script(boot),
    ...service('cilium-agent', agent(plan, node), {
      before: [`export K8S_NODE_NAME=${node.name}`, ...untilKubeletStarts],
    }),
  }),
};

const accessFiles = ({ kubeconfig: text }: CniAccess): DiskFiles => ({ [kubeconfig]: secret(text) });

/** The agent calls it by its plain name, and its libraries are not among the machine's own. */
const ofAddOn = (program: string) => `#!/bin/bash
LD_LIBRARY_PATH=$(echo /opt/clang/usr/lib/*-linux-gnu) exec /opt/clang/usr/${program} "$@"
`;

/**
 * The agent writes a header of its own beside the datapath's sources. The configuration of before a reboot would have pods
 * made before there is an agent to make them.
 */
const boot = `cp /proc/modules /run/modules 2>/dev/null || : >/run/modules
cp --recursive --update /opt/cilium/bpf /var/lib/cilium/
mount -t bpf bpf /sys/fs/bpf
mkdir -p ${cgroupRoot}
mount -t cgroup2 cgroup2 ${cgroupRoot}
rm -f ${configuration}
`;

function agent({ spec }: LabPlan, node: NodePlan): readonly string[] {
  const replaces = spec.kubeProxy === 'none';
  return [
    '/opt/cilium/bin/cilium-agent',
    `--k8s-kubeconfig-path=${kubeconfig}`,
    '--lib-dir=/var/lib/cilium',
    '--state-dir=/run/cilium',
    '--bpf-root=/sys/fs/bpf',
    `--cgroup-root=${cgroupRoot}`,
    `--write-cni-conf-when-ready=${configuration}`,
    '--identity-allocation-mode=crd',
    '--ipam=kubernetes',
    '--k8s-require-ipv4-pod-cidr',
    '--enable-ipv4',
    '--enable-ipv6=false',
    '--routing-mode=tunnel',
    '--tunnel-protocol=vxlan',
    `--devices=${node.interface}`,
    `--direct-routing-device=${node.interface}`,
    `--kube-proxy-replacement=${replaces}`,
    `--enable-bpf-masquerade=${replaces}`,
    // In pods, packets are balanced one by one: sockets would be by cgroup, and a probe in a pod's network is not in the pod's.
    '--bpf-lb-sock-hostns-only=true',
    ...withoutExtras,
    ...smallMaps,
    '--cluster-name=default',
    '--cluster-id=0',
  ];
}

/** What needs a daemon of its own, or takes time and memory and is not a lab's subject. */
const withoutExtras = [
  '--enable-l7-proxy=false',
  '--enable-health-checking=false',
  '--enable-endpoint-health-checking=false',
  '--enable-hubble=false',
  '--enable-bandwidth-manager=false',
];

/** Sized for a lab: the default ones are for thousands of pods, and every node of a lab has its own. */
const smallMaps = [
  '--preallocate-bpf-maps=false',
  '--bpf-ct-global-tcp-max=16384',
  '--bpf-ct-global-any-max=8192',
  '--bpf-nat-global-max=16384',
  '--bpf-neigh-global-max=16384',
  '--bpf-policy-map-max=1024',
  '--bpf-lb-map-max=4096',
];

/** Registers Cilium's own kinds, which the agents wait for. */
const operator = [
  '/opt/cilium/bin/cilium-operator',
  `--k8s-kubeconfig-path=${kubeconfig}`,
  '--identity-allocation-mode=crd',
  '--ipam=kubernetes',
  '--enable-ipv6=false',
  '--cilium-endpoint-gc-interval=5m',
];

/** It ends where it may not read, and its rights come a moment after the API server. */
const untilAllowed = [
  `until kubectl --kubeconfig=${kubeconfig} get --raw /apis/apiextensions.k8s.io/v1/customresourcedefinitions >/dev/null 2>&1; do sleep 0.2; done`,
];
