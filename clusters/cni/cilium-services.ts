import type { AddOnName } from '../components/add-ons';
import type { KubeProxyMode } from '../lab';
import type { DiskFiles } from '../netns/disk';
import { script, secret, service } from '../netns/disk';
import { untilKubeletStarts } from '../netns/node';
import type { LabPlan, NodePlan } from '../netns/plan';
import { ciliumObjects } from './cilium-objects';
import type { CniAccess, NodeCni } from './cni';

/** What tells one release of Cilium from another. */
export interface CiliumRelease {
  readonly name: string;
  readonly description: string;
  readonly kubeProxyModes: readonly KubeProxyMode[];
  readonly kubeProxyReason?: string;
  /** Its own component and what that calls. */
  readonly addOns: readonly AddOnName[];
  /** What its command line client is called there. */
  readonly client: string;
  /** Flags of the agent beside those of every release. */
  flags(plan: LabPlan, node: NodePlan): readonly string[];
  /** Files of a node beside those of every release. */
  readonly files: DiskFiles;
  /** Shell at a node's boot, once the datapath's sources are at {@link datapath}. */
  readonly boot?: string;
}

const kubeconfig = '/var/lib/cilium/kubeconfig.conf';
const cgroupRoot = '/run/cilium/cgroupv2';
const configuration = '/etc/cni/net.d/05-cilium.conflist';
/** Where a node has the sources that the agent compiles. */
export const datapath = '/var/lib/cilium/bpf';

/**
 * Cilium's own agent and operator, run as services in place of its pods: the agent on every node, the operator on the
 * control plane.
 */
export function ciliumServices(release: CiliumRelease): NodeCni {
  const { name, description, kubeProxyModes, kubeProxyReason, addOns, client } = release;
  return {
    name,
    description,
    providers: ['netns'],
    enforcesNetworkPolicy: true,
    ipv4Alone: 'its agents are set up for IPv4',
    kubeProxyModes,
    replacesKubeProxy: true,
    ...(kubeProxyReason ? { kubeProxyReason } : {}),
    addOns,
    pluginDirectory: '/opt/cilium/bin',
    objects: ciliumObjects,
    controlPlaneFiles: (access) => ({
      ...accessFiles(access),
      ...service('cilium-operator', operator, { before: untilAllowed }),
    }),
    files: (plan, node, access) => ({
      ...accessFiles(access),
      '/usr/local/bin/bpftool': program('clang', 'sbin/bpftool'),
      '/usr/local/bin/clang': program('clang', 'bin/clang'),
      '/usr/local/bin/cilium': { link: `/opt/cilium/bin/${client}` },
      '/etc/endstate/network.d/40-cilium': script(`${boot}${release.boot ?? ''}`),
      ...service('cilium-agent', [...agent(node), ...release.flags(plan, node)], {
        before: [`export K8S_NODE_NAME=${node.name} PATH=/opt/cilium/bin:$PATH`, ...untilKubeletStarts],
      }),
      ...release.files,
    }),
  };
}

const accessFiles = ({ kubeconfig: text }: CniAccess): DiskFiles => ({ [kubeconfig]: secret(text) });

/** A program of an add-on: the agent calls it by its plain name, and its libraries are not among the machine's own. */
export function program(addOn: 'clang' | 'llvm', path: string, ...flags: readonly string[]) {
  return script(`#!/bin/bash
LD_LIBRARY_PATH=$(echo /opt/${addOn}/usr/lib/*-linux-gnu) exec ${[`/opt/${addOn}/usr/${path}`, ...flags].join(' ')} "$@"
`);
}

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

function agent(node: NodePlan): readonly string[] {
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
    `--devices=${node.interface}`,
    `--direct-routing-device=${node.interface}`,
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
