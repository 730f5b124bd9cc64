import { stringify } from 'yaml';
import type { CniAccess } from '../cni/cni';
import { minorOf } from '../components/minors';
import { bothFamilies } from '../ip-families';
import { type ContainerdOptions, containerdConfig } from './containerd';
import type { DiskFiles } from './disk';
import { file, secret, service, untilPortOpen, withFlags } from './disk';
import { kubeconfig } from './kubeconfig';
import { pidMax, pidsOfPod, pidsOfPods } from './limits';
import { nodeLocalFiles } from './node-local-dns';
import { cniUser, type KeyPair, type Pki } from './pki';
import type { LabPlan, NodePlan } from './plan';
import { registryFiles } from './registries';
import { clusterDns, podResolvConf } from './resolv-conf';
import { taintsOf } from './taints';

/** A node's files and services: containerd, kubelet, kube-proxy, the CNI's configuration. */
export function nodeDisk(plan: LabPlan, node: NodePlan, pki: Pki, options: ContainerdOptions): DiskFiles {
  const kubelet = pki.kubelets[node.name];
  if (!kubelet) throw new Error(`no kubelet certificate for ${node.name}`);
  return {
    '/etc/containerd/config.toml': file(containerdConfig(plan.spec.kubernetes, options)),
    ...registryFiles(plan.spec.registries),
    ...nodeLocalFiles(plan.spec.dns),
    '/etc/kubernetes/pki/ca.crt': file(pki.ca.cert),
    '/var/lib/kubelet/pki/kubelet-client.crt': file(kubelet.client.cert),
    '/var/lib/kubelet/pki/kubelet-client.key': secret(kubelet.client.key),
    '/var/lib/kubelet/pki/kubelet.crt': file(kubelet.server.cert),
    '/var/lib/kubelet/pki/kubelet.key': secret(kubelet.server.key),
    '/var/lib/kubelet/config.yaml': file(kubeletConfiguration(plan, node)),
    '/etc/kubernetes/kubelet.conf': secret(nodeKubeconfig(plan, pki, `system:node:${node.name}`, kubelet.client)),
    ...service('containerd', ['containerd', '--config=/etc/containerd/config.toml', '--log-level=warn']),
    ...service('kubelet', kubeletCommand(plan, node), {
      before: untilNodeObject(plan, node),
      extraFlags: 'KUBELET_EXTRA_ARGS',
    }),
    ...(options.cni?.files(plan, node, cniAccess(plan, pki)) ?? {}),
    ...kubeProxyFiles(plan, node, pki),
  };
}

/**
 * The runner makes the Node object, with podCIDR, labels and taints, as soon as the API server is ready. A kubelet
 * that comes before it would register a node of its own making, or sleep through a back-off of seconds.
 */
function untilNodeObject(plan: LabPlan, node: NodePlan): readonly string[] {
  const pki = '/var/lib/kubelet/pki/kubelet-client';
  const [host = '', port] = plan.apiEndpoint.split(':');
  const url = `https://${plan.apiEndpoint}/api/v1/nodes/${node.name}`;
  return [
    ...(plan.spec.apiEndpoint ? [] : untilPortOpen(host, Number(port))),
    // Where a way to the API server does not work, curl's words are all there is to tell why.
    `until curl --silent ${plan.spec.apiEndpoint ? '--show-error ' : ''}--fail --max-time 2 --cacert /etc/kubernetes/pki/ca.crt --cert ${pki}.crt --key ${pki}.key ${url} >/dev/null; do sleep 0.1; done`,
    `touch ${nodeObjectSeen}`,
  ];
}

const nodeObjectSeen = '/run/node-object-seen';
/** Shell for what runs beside the kubelet: the node's own object is there. */
export const untilKubeletStarts = [`until [ -e ${nodeObjectSeen} ]; do sleep 0.1; done`];

function kubeletCommand({ spec }: LabPlan, node: NodePlan): readonly string[] {
  const own = [
    'kubelet',
    '--config=/var/lib/kubelet/config.yaml',
    '--kubeconfig=/etc/kubernetes/kubelet.conf',
    `--hostname-override=${node.name}`,
    `--node-ip=${bothFamilies(node.address, node.six?.address)}`,
  ];
  return withFlags(own, spec.kubeletFlags);
}

function kubeletConfiguration(plan: LabPlan, node: NodePlan): string {
  return stringify({
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    kind: 'KubeletConfiguration',
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: '/etc/kubernetes/pki/ca.crt' },
    },
    authorization: { mode: 'Webhook' },
    cgroupDriver: 'cgroupfs',
    clusterDNS: [clusterDns(plan)],
    clusterDomain: 'cluster.local',
    containerRuntimeEndpoint: 'unix:///run/containerd/containerd.sock',
    tlsCertFile: '/var/lib/kubelet/pki/kubelet.crt',
    tlsPrivateKeyFile: '/var/lib/kubelet/pki/kubelet.key',
    resolvConf: podResolvConf(plan.spec.dns),
    registerNode: true,
    registerWithTaints: taintsOf(plan, node),
    failSwapOn: false,
    oomScoreAdj: 0,
    // The disk and the memory are the whole computer's: a node must not evict for what somebody else fills.
    evictionHard: Object.fromEntries(evictionSignals.map((signal) => [signal, '0%'])),
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
    // What a pod may take is the lab's to say: a fork bomb ends in EAGAIN, a log without end in its own rotation.
    podPidsLimit: pidsOfPod,
    systemReserved: { pid: String(pidMax - pidsOfPods) },
    containerLogMaxSize: '5Mi',
    containerLogMaxFiles: 2,
    ...minorOf(plan.spec.kubernetes).kubelet,
  });
}

const evictionSignals = [
  'memory.available',
  'nodefs.available',
  'nodefs.inodesFree',
  'imagefs.available',
  'imagefs.inodesFree',
];

function kubeProxyFiles(plan: LabPlan, node: NodePlan, pki: Pki): DiskFiles {
  if (plan.spec.kubeProxy === 'none') return {};
  return {
    '/var/lib/kube-proxy/kubeconfig.conf': secret(nodeKubeconfig(plan, pki, 'system:kube-proxy', pki.kubeProxy)),
    '/var/lib/kube-proxy/config.conf': file(kubeProxyConfiguration(plan, node)),
    ...service('kube-proxy', ['kube-proxy', '--config=/var/lib/kube-proxy/config.conf'], {
      before: untilKubeletStarts,
      extraFlags: 'KUBE_PROXY_EXTRA_ARGS',
    }),
  };
}

function kubeProxyConfiguration({ spec }: LabPlan, node: NodePlan): string {
  return stringify({
    apiVersion: 'kubeproxy.config.k8s.io/v1alpha1',
    kind: 'KubeProxyConfiguration',
    mode: spec.kubeProxy,
    clusterCIDR: bothFamilies(spec.podCidr, spec.podCidr6),
    hostnameOverride: node.name,
    clientConnection: { kubeconfig: '/var/lib/kube-proxy/kubeconfig.conf' },
    // The connection table is the computer's: its size is not a node's to set.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: '0s', tcpCloseWaitTimeout: '0s' },
    oomScoreAdj: 0,
    ...(spec.kubeProxy === 'nftables' ? { nftables: { minSyncPeriod: '0s' } } : { iptables: { minSyncPeriod: '0s' } }),
    featureGates: spec.kubeProxy === 'nftables' ? minorOf(spec.kubernetes).nftablesGates : {},
  });
}

export function cniAccess(plan: LabPlan, pki: Pki): CniAccess {
  return { kubeconfig: nodeKubeconfig(plan, pki, cniUser, pki.cni) };
}

function nodeKubeconfig(plan: LabPlan, pki: Pki, user: string, pair: KeyPair): string {
  const server = `https://${plan.apiEndpoint}`;
  return kubeconfig({ server, ca: pki.ca.cert, user, pair });
}
