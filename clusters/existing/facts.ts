import { parse } from 'yaml';
import type { Executor } from '../../support/exec/exec';
import type { CallOptions, Kube } from '../../support/kube/client';
import { ApiRefused } from '../../support/kube/errors';
import { get, list } from '../../support/kube/objects';
import { resources } from '../../support/kube/resources';
import type { ConfigMap, EndpointSlice, Node, Service } from '../../support/kube/types';
import { type KubeProxyMode, kubeProxyModes } from '../lab';

export interface NodeFacts {
  readonly name: string;
  readonly controlPlane: boolean;
  readonly ready: boolean;
  readonly labels: Readonly<Record<string, string>>;
  /** `key:effect`. */
  readonly taints: readonly string[];
  readonly internalIp?: string;
  readonly podCidr?: string;
}

/** What a cluster is, as far as it tells. */
export interface ClusterFacts {
  /** `v1.34.1`, and the minor of it. */
  readonly version: string;
  readonly minor: string;
  readonly nodes: readonly NodeFacts[];
  readonly podCidr?: string;
  readonly serviceCidr?: string;
  readonly dnsAddress?: string;
  readonly apiServerPort?: number;
  /** By node, the mode of its kube-proxy, or why that is not known. */
  readonly kubeProxy: Readonly<Record<string, string>>;
}

const lookMs = 15_000;

/** Looks at a cluster: at its API, and where that does not tell kube-proxy's mode, at the rules of its nodes. */
export async function factsOf(
  kube: Kube,
  nodeNamed: (name: string) => Executor | undefined,
  options: CallOptions = {},
): Promise<ClusterFacts> {
  const system = 'kube-system';
  const [version, nodes, kubeadm, proxy, dns, api, ranges] = await Promise.all([
    kube.json<{ gitVersion: string }>({ path: '/version', ...options }),
    list<Node>(kube, resources.nodes, {}, options),
    get<ConfigMap>(kube, resources.configMaps, { namespace: system, name: 'kubeadm-config' }, options),
    get<ConfigMap>(kube, resources.configMaps, { namespace: system, name: 'kube-proxy' }, options),
    get<Service>(kube, resources.services, { namespace: system, name: 'kube-dns' }, options),
    get<EndpointSlice>(kube, resources.endpointSlices, { namespace: 'default', name: 'kubernetes' }, options),
    serviceRanges(kube, options),
  ]);
  const networking = networkingOf(kubeadm);
  const named = nodes.items.map(nodeFacts);
  const mode = modeOf(proxy);
  const serviceCidr = ranges ?? networking.serviceSubnet;
  const port = api?.ports?.[0]?.port;
  const proxies = named.map(async ({ name }) => [name, mode ?? (await modeOn(nodeNamed(name), options))] as const);
  return {
    version: version.gitVersion,
    minor: /^v(\d+\.\d+)/.exec(version.gitVersion)?.[1] ?? version.gitVersion,
    nodes: named,
    ...(networking.podSubnet ? { podCidr: networking.podSubnet } : {}),
    ...(serviceCidr ? { serviceCidr } : {}),
    ...(dns?.spec?.clusterIP ? { dnsAddress: dns.spec.clusterIP } : {}),
    ...(port ? { apiServerPort: port } : {}),
    kubeProxy: Object.fromEntries(await Promise.all(proxies)),
  };
}

function nodeFacts({ metadata, spec, status }: Node): NodeFacts {
  const internalIp = status?.addresses?.find(({ type }) => type === 'InternalIP')?.address;
  const labels = metadata?.labels ?? {};
  return {
    name: metadata?.name ?? '',
    controlPlane: 'node-role.kubernetes.io/control-plane' in labels,
    ready: status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false,
    labels,
    taints: (spec?.taints ?? []).map(({ key, effect }) => `${key}:${effect}`),
    ...(internalIp ? { internalIp } : {}),
    ...(spec?.podCIDR ? { podCidr: spec.podCIDR } : {}),
  };
}

/** A kind of its own since Kubernetes 1.33; the first one is the API server's flag. */
async function serviceRanges(kube: Kube, options: CallOptions): Promise<string | undefined> {
  const path = '/apis/networking.k8s.io/v1/servicecidrs/kubernetes';
  try {
    return (await kube.json<{ spec?: { cidrs?: readonly string[] } }>({ path, ...options })).spec?.cidrs?.[0];
  } catch (error) {
    if (error instanceof ApiRefused && error.status === 404) return undefined;
    throw error;
  }
}

/** What kubeadm keeps of its configuration; Kubespray runs kubeadm. */
function networkingOf(kubeadm: ConfigMap | undefined): { podSubnet?: string; serviceSubnet?: string } {
  const configuration = parse(kubeadm?.data?.ClusterConfiguration ?? '') as { networking?: object } | null;
  return configuration?.networking ?? {};
}

/** kubeadm's ConfigMap; an empty mode is kube-proxy's default. */
function modeOf(proxy: ConfigMap | undefined): KubeProxyMode | undefined {
  const text = proxy?.data?.['config.conf'];
  if (text === undefined) return undefined;
  const mode = (parse(text) as { mode?: string } | null)?.mode || 'iptables';
  return kubeProxyModes.find((known) => known === mode);
}

/** Rules stay when a kube-proxy goes: only those of one that runs count. */
const modeScript = `
pgrep -x kube-proxy >/dev/null || { echo none; exit; }
if nft list tables 2>/dev/null | grep -qx 'table ip kube-proxy'; then echo nftables
elif [ -e /sys/class/net/kube-ipvs0 ]; then echo ipvs
elif iptables-save -t nat 2>/dev/null | grep -q '^:KUBE-SERVICES '; then echo iptables
else echo 'kube-proxy runs, and has no rules' >&2; exit 1
fi`;

async function modeOn(node: Executor | undefined, { signal }: CallOptions): Promise<string> {
  if (!node) return 'not known: the inventory has no way to this node';
  const options = { timeoutMs: lookMs, ...(signal ? { signal } : {}) };
  const { exitCode, stdout, stderr } = await node.exec(['sh', '-c', modeScript], options);
  return exitCode === 0 ? stdout : `not known: ${stderr}`;
}
