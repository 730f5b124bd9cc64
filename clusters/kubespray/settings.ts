import { isDeepStrictEqual } from 'node:util';
import { BadInput } from '../../support/errors';
import { nearest } from '../../support/nearest';
import { kubeProxyModes } from '../lab';
import { beside, fixed, formerly, kubesprayRelease } from './defaults';
import { dockerHub, mirrors } from './mirrors';
import {
  address,
  cidr,
  domain,
  listOf,
  nameServer,
  nodePrefix,
  oneOf,
  type Read,
  text,
  truth,
  wholeNumber,
} from './values';
import { hasTemplate, type Variables } from './yaml-text';

interface Honoured<T> {
  readonly read: Read<T>;
  /** Kubespray's own value. */
  readonly fallback: T;
}

const honour = <const T>(read: Read<T>, fallback: T): Honoured<T> => ({ read, fallback });

/** The variables that a lab is made from. */
const honoured = {
  kube_pods_subnet: honour(cidr, '10.233.64.0/18'),
  kube_service_addresses: honour(cidr, '10.233.0.0/18'),
  kube_network_node_prefix: honour(nodePrefix, 24),
  kube_network_plugin: honour(oneOf(['calico']), 'calico'),
  kube_proxy_mode: honour(oneOf(kubeProxyModes.filter((mode) => mode !== 'none')), 'ipvs'),
  kube_version: honour(text, ''),
  kube_apiserver_port: honour(wholeNumber, 6443),
  enable_nodelocaldns: honour(truth, true),
  nodelocaldns_ip: honour(address, '169.254.25.10'),
  resolvconf_mode: honour(oneOf(['host_resolvconf', 'none']), 'host_resolvconf'),
  upstream_dns_servers: honour(listOf(nameServer), []),
  nameservers: honour(listOf(address), []),
  disable_host_nameservers: honour(truth, false),
  searchdomains: honour(listOf(domain), []),
  ndots: honour(wholeNumber, 2),
  dns_timeout: honour(wholeNumber, 2),
  dns_attempts: honour(wholeNumber, 2),
  containerd_registries_mirrors: honour(mirrors, dockerHub),
} as const;

type Name = keyof typeof honoured;

/** What an inventory says, with Kubespray's own values where it is silent. */
export type Settings = { readonly [K in Name]: (typeof honoured)[K] extends Honoured<infer T> ? T : never };

const isHonoured = (name: string): name is Name => Object.hasOwn(honoured, name);

/** Reads the variables of a cluster. Throws BadInput for one that this reader cannot honour, by its name. */
export function settingsOf(variables: Variables): Settings {
  for (const [name, value] of Object.entries(variables)) if (!isHonoured(name)) requireDefault(name, value);
  const values = Object.entries<Honoured<unknown>>(honoured).map(([name, { read, fallback }]) => {
    const value = variables[name];
    return [name, Object.hasOwn(variables, name) ? read(name, plain(name, value)) : fallback];
  });
  return Object.fromEntries(values) as Settings;
}

/** What one host or a part of the cluster is given apart: nothing that a lab would have to heed. */
export function refuseApart(whose: string, variables: Variables): void {
  const apart = Object.keys(variables).find(isHonoured);
  if (apart !== undefined) {
    const what = `${apart} is set for ${whose} alone`;
    throw new BadInput({ what, next: 'set it for all or for k8s_cluster' });
  }
  for (const [name, value] of Object.entries(variables)) requireDefault(name, value);
}

function requireDefault(name: string, value: unknown): void {
  if (beside.some((pattern) => pattern.test(name))) return;
  const known = Object.keys(fixed);
  if (!known.includes(name)) throw unknown(name, [...Object.keys(honoured), ...known]);
  if (isDeepStrictEqual(value, fixed[name]) || value === null || value === undefined) return;
  throw new BadInput({
    what: `${name} cannot be honoured: a lab has no other than ${JSON.stringify(fixed[name])}`,
    last: `it is ${JSON.stringify(value)}`,
    next: `leave it as Kubespray ${kubesprayRelease} has it`,
  });
}

/** A variable that Kubespray has and this reader does not might change the cluster: it is not passed by in silence. */
function unknown(name: string, known: readonly string[]): BadInput {
  return new BadInput({
    what: `nobody here reads the variable ${name}`,
    next: `did you mean ${formerly[name] ?? nearest(name, known)}? otherwise take it out`,
  });
}

/** Templates are never worked out: what they would come to is code of the inventory's author. */
function plain(name: string, value: unknown): unknown {
  if (value === null) throw new BadInput({ what: `${name} has no value`, next: 'write one, or take the line out' });
  if (!hasTemplate(value)) return value;
  throw new BadInput({
    what: `${name} holds a template, and templates are not evaluated`,
    last: JSON.stringify(value),
    next: 'write its value',
  });
}
