import { addressIn } from '../cidr';
import { kubernetesReleases } from '../components/manifest';
import { type LabSpec, nodeNames } from '../lab';
import { registriesOf } from './registries';

/**
 * k3d's own file of a cluster, `k3d.io/v1alpha5` kind Simple (k3d 5.5 and later), as far as labs use it: what
 * `k3d cluster create --config` takes. Its keys are those of the schema that k3d publishes.
 */
export interface SimpleConfig {
  readonly apiVersion: 'k3d.io/v1alpha5';
  readonly kind: 'Simple';
  readonly metadata: { readonly name: string };
  readonly servers: number;
  readonly agents: number;
  readonly image: string;
  readonly kubeAPI: { readonly hostIP: string };
  readonly options: {
    readonly k3d: { readonly wait: boolean; readonly timeout: string; readonly disableLoadbalancer: boolean };
    readonly k3s: { readonly extraArgs: readonly ExtraArg[]; readonly nodeLabels: readonly Label[] };
    readonly kubeconfig: { readonly updateDefaultKubeconfig: boolean; readonly switchCurrentContext: boolean };
    readonly runtime: { readonly labels: readonly Label[] };
  };
  readonly registries?: { readonly config: string };
  readonly volumes?: readonly Volume[];
}

/** A flag of k3s, for the nodes that the filters name: `server:0`, `agent:*`. */
export interface ExtraArg {
  readonly arg: string;
  readonly nodeFilters: readonly string[];
}

/** `path on this machine:path in the node`. */
export interface Volume {
  readonly volume: string;
  readonly nodeFilters: readonly string[];
}

export interface Label {
  readonly label: string;
  readonly nodeFilters: readonly string[];
}

/**
 * Flannel's backends for the CNIs of a lab. `host-gw` delegates to the reference bridge plugin with host-local addresses, and
 * sets a route to every other node's pods: what `bridge` stands for. Any other CNI is applied, on nodes without k3s's own.
 */
export const flannelBackends: Readonly<Record<string, string>> = { bridge: 'host-gw' };

/** Of the address, for a lab whose runner has it. */
const createdWithin = '180s';

/** The prefix keeps labs apart from other people's clusters. */
export const clusterName = (id: string): string => `endstate-${id}`;

/** Labels of a lab's containers, by which any process finds it again: k3d's own, the server's, those beside them. */
export const labelNames = {
  lab: 'dev.endstate.lab',
  record: 'dev.endstate.record',
  tools: 'dev.endstate.tools',
} as const;

const servers = ['server:*'];
const agents = ['agent:*'];

/** The image of k3s that has a lab's release of Kubernetes. */
export function nodeImage({ kubernetes }: Pick<LabSpec, 'kubernetes'>): string {
  const releases: Readonly<Record<string, string>> = kubernetesReleases;
  return `rancher/k3s:${releases[kubernetes]}-k3s1`;
}

/**
 * `record` is written on the containers, so that they alone tell what they are of. `pluginsOf` is there where a CNI's pods add their
 * plugin to the reference ones: a node's own directory of them, by its index.
 */
export function k3dConfig(
  id: string,
  spec: LabSpec,
  record: string,
  pluginsOf?: (index: number) => string,
): SimpleConfig {
  const everywhere = spec.workers > 0 ? [...servers, ...agents] : servers;
  const registries = registriesOf(spec.registries);
  return {
    apiVersion: 'k3d.io/v1alpha5',
    kind: 'Simple',
    metadata: { name: clusterName(id) },
    servers: 1,
    agents: spec.workers,
    image: nodeImage(spec),
    kubeAPI: { hostIP: '127.0.0.1' },
    options: {
      // One server needs none, and nobody asks for a port of it.
      k3d: { wait: true, timeout: createdWithin, disableLoadbalancer: true },
      k3s: { extraArgs: extraArgs(spec, everywhere), nodeLabels: nodeLabels(spec) },
      kubeconfig: { updateDefaultKubeconfig: false, switchCurrentContext: false },
      runtime: {
        labels: [
          { label: `${labelNames.lab}=${id}`, nodeFilters: everywhere },
          { label: `${labelNames.record}=${record}`, nodeFilters: servers },
        ],
      },
    },
    ...(registries ? { registries: { config: registries } } : {}),
    ...(pluginsOf ? { volumes: volumesOf(spec, pluginsOf) } : {}),
  };
}

function volumesOf(spec: LabSpec, pluginsOf: (index: number) => string): readonly Volume[] {
  return nodeNames(spec).map((_, index) => ({
    volume: `${pluginsOf(index)}:/opt/cni/bin`,
    nodeFilters: [filterOf(index)],
  }));
}

function extraArgs(spec: LabSpec, everywhere: readonly string[]): readonly ExtraArg[] {
  const onServers = (arg: string): ExtraArg => ({ arg, nodeFilters: servers });
  const onAll = (arg: string): ExtraArg => ({ arg, nodeFilters: everywhere });
  return [
    // What k3s brings beside Kubernetes; the registry of CNIs says that these honour no NetworkPolicy.
    ...['traefik', 'servicelb', 'metrics-server', 'local-storage'].map((name) => onServers(`--disable=${name}`)),
    onServers('--disable-network-policy'),
    onServers(`--flannel-backend=${flannelBackends[spec.cni] ?? 'none'}`),
    onServers(`--cluster-cidr=${spec.podCidr}`),
    onServers(`--service-cidr=${spec.serviceCidr}`),
    onServers(`--cluster-dns=${addressIn(spec.serviceCidr, spec.dns.serviceOffset)}`),
    onServers(`--kube-controller-manager-arg=node-cidr-mask-size=${spec.podPrefix}`),
    ...(spec.controlPlane === 'node'
      ? [onServers('--node-taint=node-role.kubernetes.io/control-plane:NoSchedule')]
      : []),
    ...spec.apiServerFlags.map((flag) => onServers(`--kube-apiserver-arg=${withoutDashes(flag)}`)),
    ...spec.kubeletFlags.map((flag) => onAll(`--kubelet-arg=${withoutDashes(flag)}`)),
    ...kubeProxy(spec).map((flag) => (flag === '--disable-kube-proxy' ? onServers(flag) : onAll(flag))),
    ...nodeNames(spec).map((name, index) => ({ arg: `--node-name=${name}`, nodeFilters: [filterOf(index)] })),
  ];
}

function kubeProxy({ kubeProxy: mode, kubernetes }: LabSpec): readonly string[] {
  if (mode === 'none') return ['--disable-kube-proxy'];
  const isAlpha = mode === 'nftables' && Number(kubernetes.split('.')[1]) < 31;
  return [
    `--kube-proxy-arg=proxy-mode=${mode}`,
    ...(isAlpha ? ['--kube-proxy-arg=feature-gates=NFTablesProxyMode=true'] : []),
  ];
}

function nodeLabels(spec: LabSpec): readonly Label[] {
  return nodeNames(spec).flatMap((name, index) =>
    Object.entries(spec.labels[name] ?? {}).map(([key, value]) => ({
      label: `${key}=${value}`,
      nodeFilters: [filterOf(index)],
    })),
  );
}

/** The first name is the server's, the others the agents'. */
function filterOf(index: number): string {
  return index === 0 ? 'server:0' : `agent:${index - 1}`;
}

/** The container that k3d makes of a node. */
export function containerOf(id: string, index: number): string {
  return `k3d-${clusterName(id)}-${filterOf(index).replace(':', '-')}`;
}

function withoutDashes(flag: string): string {
  return flag.replace(/^--/, '');
}
