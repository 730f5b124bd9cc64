import { addressIn, prefixOf } from '../cidr';
import { defaultSpec, type LabSpec, machineNames, nodeNames } from '../lab';
import { kubeadmNameService } from '../name-service';
import type { Attachment } from '../topology';
import type { ClusterFacts, NodeFacts } from './facts';
import type { Inventory } from './inventory';

type Known = Pick<Inventory, 'cni' | 'podCidr' | 'serviceCidr' | 'machines' | 'networks'>;

/**
 * Every way in which a cluster is not what a spec asks for, in words; none where it is. What nobody can see of it counts
 * as different: a claim about another cluster than the feature's would say nothing.
 */
export function differences(spec: LabSpec, facts: ClusterFacts, inventory: Known): readonly string[] {
  return [
    ...unlike('Kubernetes', spec.kubernetes, facts.minor),
    ...unlike('CNI', spec.cni, inventory.cni),
    ...nodeDifferences(spec, facts),
    ...proxyDifferences(spec, facts),
    ...rangeDifferences(spec, facts, inventory),
    ...placeDifferences(spec, inventory),
    ...notSeen(spec),
  ];
}

function unlike(what: string, wanted: string, found: string | undefined): readonly string[] {
  if (wanted === found) return [];
  return [`${what} is ${found ?? 'not known (the inventory can say it)'}, not ${wanted}`];
}

function nodeDifferences(spec: LabSpec, { nodes }: ClusterFacts): readonly string[] {
  const [controlPlane = '', ...workers] = nodeNames(spec);
  const wanted = spec.controlPlane === 'hidden' ? workers : [controlPlane, ...workers];
  const names = nodes.map(({ name }) => name);
  const missing = wanted.filter((name) => !names.includes(name)).map((name) => `there is no node ${name}`);
  const others = names.filter((name) => !wanted.includes(name)).map((name) => `there is a node ${name}`);
  const there = nodes.filter(({ name }) => wanted.includes(name));
  return [...missing, ...others, ...there.flatMap((node) => ofNode(spec, node, node.name === controlPlane))];
}

function ofNode(spec: LabSpec, node: NodeFacts, isControlPlane: boolean): readonly string[] {
  const { name, labels, taints } = node;
  const said = Object.entries(spec.labels[name] ?? {}).filter(([key, value]) => labels[key] !== value);
  const tainted = taints.includes('node-role.kubernetes.io/control-plane:NoSchedule');
  // With no worker the control plane takes the pods.
  const wantsTaint = isControlPlane && spec.controlPlane === 'node' && spec.workers > 0;
  return [
    ...said.map(([key, value]) => `${name} has not the label ${key}=${value}`),
    ...(isControlPlane && !node.controlPlane ? [`${name} is no control plane`] : []),
    ...(tainted === wantsTaint ? [] : [`${name} is ${tainted ? '' : 'not '}tainted as a control plane`]),
    ...(node.ready || spec.waitFor !== 'nodes' ? [] : [`${name} is not Ready`]),
  ];
}

function proxyDifferences(spec: LabSpec, { kubeProxy }: ClusterFacts): readonly string[] {
  return Object.entries(kubeProxy).flatMap(([node, mode]) => unlike(`kube-proxy of ${node}`, spec.kubeProxy, mode));
}

function rangeDifferences(spec: LabSpec, facts: ClusterFacts, inventory: Known): readonly string[] {
  const serviceCidr = facts.serviceCidr ?? inventory.serviceCidr;
  const prefixes = facts.nodes.flatMap(({ name, podCidr }) =>
    podCidr ? unlike(`length of the pod network of ${name}`, String(spec.podPrefix), String(prefixOf(podCidr))) : [],
  );
  return [
    ...unlike('pod CIDR', spec.podCidr, facts.podCidr ?? inventory.podCidr),
    ...unlike('service CIDR', spec.serviceCidr, serviceCidr),
    ...prefixes,
    ...unlike('address of the cluster’s DNS', addressIn(spec.serviceCidr, spec.dns.serviceOffset), facts.dnsAddress),
    ...unlike('port of the API server', String(spec.apiServerPort), facts.apiServerPort?.toString()),
  ];
}

/** Networks and addresses count where the feature names them: its own defaults are those of labs that are made. */
function placeDifferences(spec: LabSpec, { machines, networks }: Known): readonly string[] {
  const lacking = machineNames(spec)
    .filter((name) => !machines.some((machine) => machine.name === name))
    .map((name) => `the inventory has no way to ${name}`);
  const ownNetwork = spec.nodeNetwork !== defaultSpec.nodeNetwork || spec.nodeCidr !== defaultSpec.nodeCidr;
  const named = [...spec.networks, ...(ownNetwork ? [{ name: spec.nodeNetwork, cidr: spec.nodeCidr }] : [])];
  const hosts = spec.hosts.flatMap(({ name, attachments, gateway, roles }) => {
    const found = machines.find((machine) => machine.name === name);
    if (!found) return [];
    const without = roles
      .filter((role) => !found.roles.includes(role))
      .map((role) => `${name} has not the role ${role}`);
    return [
      ...unlike(`addresses of ${name}`, words(attachments), words(found.attachments)),
      ...(gateway === undefined ? [] : unlike(`gateway of ${name}`, gateway, found.gateway)),
      ...without,
    ];
  });
  const nodes = Object.entries(spec.addresses).flatMap(([name, attachments]) => {
    const found = machines.find((machine) => machine.name === name);
    return found ? unlike(`addresses of ${name}`, words(attachments), words(found.attachments)) : [];
  });
  const gateways = nodeNames(spec).flatMap((name) => {
    const found = machines.find((machine) => machine.name === name);
    return spec.gateway && found ? unlike(`gateway of ${name}`, spec.gateway, found.gateway) : [];
  });
  return [
    ...lacking,
    ...named.flatMap(({ name, cidr }) => unlike(`network ${name}`, cidr, networks[name])),
    ...hosts,
    ...nodes,
    ...gateways,
  ];
}

function words(attachments: readonly Attachment[]): string {
  return attachments.map(({ network, address }) => `${network} ${address}`).join(', ') || 'not in the inventory';
}

/** What a cluster that somebody else made does not tell, and what nobody can change in it from here. */
function notSeen(spec: LabSpec): readonly string[] {
  const asked: readonly (readonly [boolean, string])[] = [
    [spec.apiServerFlags.length > 0, 'flags of the API server are not seen from outside'],
    [spec.kubeletFlags.length > 0, 'flags of kubelets are not seen from outside'],
    [spec.apiEndpoint !== '', 'where kubelets look for the API server is not seen from outside'],
    [spec.registries.length > 0, 'what containerd is told of registries is not seen from outside'],
    [
      JSON.stringify(spec.dns) !== JSON.stringify(kubeadmNameService),
      'where look-ups of names go is not seen from outside',
    ],
    [spec.securityGroups.length > 0, 'security groups of an existing network cannot be changed'],
    [spec.endToEndTests, "the release's own end-to-end tests change what could not be undone"],
  ];
  return asked.filter(([is]) => is).map(([, words]) => words);
}
