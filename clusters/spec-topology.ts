import { BadInput } from '../support/errors';
import { unknownWord } from '../support/nearest';
import { isHostAddress, overlap, parseCidr } from './cidr';
import { attachmentsOf, type LabSpec, machineNames, networksIn, nodeNames } from './lab';
import type { Attachment, NetworkSpec } from './topology';

/** Throws BadInput where machines, their addresses and their networks do not fit together. */
export function checkTopology(spec: LabSpec): void {
  const networks = networksIn(spec);
  checkNames(spec, networks);
  checkApart(networks);
  for (const [name, attachments] of Object.entries(spec.addresses)) {
    if (!nodeNames(spec).includes(name)) throw unknownWord('node', name, nodeNames(spec));
    if (!attachments.some(({ network }) => network === spec.nodeNetwork)) {
      throw new BadInput({
        what: `${name} has no address on the node network`,
        next: `give it one: ${spec.nodeNetwork} …`,
      });
    }
  }
  const all = [
    ...nodeNames(spec).map((name, index) => [name, attachmentsOf(spec, name, index)] as const),
    ...spec.hosts.map((host) => [host.name, host.attachments] as const),
  ];
  for (const [name, attachments] of all) checkAttachments(name, attachments, networks);
  once(
    'address',
    all.flatMap(([, attachments]) => attachments.map(({ address }) => address)),
  );
  for (const { name, gateway, attachments, roles } of spec.hosts) {
    if (roles.includes('gateway') && attachments.length < 2) {
      const next = 'plug it into the inside first, then into the outside';
      throw new BadInput({ what: `${name} is a gateway with one network`, next });
    }
    const own = networks.filter((network) => attachments.some((each) => each.network === network.name));
    if (gateway !== undefined) checkGateway(name, gateway, own);
  }
  if (spec.gateway) checkGateway('a node', spec.gateway, [{ name: spec.nodeNetwork, cidr: spec.nodeCidr }]);
}

/** A label of a DNS name (RFC 1123), beginning with a letter as steps name machines. */
const machineName = /^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** What a lab of namespaces has beside its machines. */
const reserved = ['fabric', 'resolver', 'api-server-path', 'runner'];
/** Two machines and the runner have to fit in. */
const longestPrefix = 29;

function checkNames(spec: LabSpec, networks: readonly NetworkSpec[]): void {
  const odd = machineNames(spec).find((name) => !machineName.test(name));
  if (odd !== undefined) {
    throw new BadInput({ what: `"${odd}" is no name of a machine`, next: 'write small letters, digits and dashes' });
  }
  const taken = machineNames(spec).find((name) => reserved.includes(name));
  if (taken !== undefined)
    throw new BadInput({ what: `the lab itself has a ${taken}`, next: 'name the machine otherwise' });
  if (spec.names.length > 0 && spec.names.length !== spec.workers + 1) {
    throw new BadInput({
      what: `${spec.names.length} names for a control plane and ${spec.workers} workers`,
      next: 'name the control plane first, then every worker',
    });
  }
  once('machine', machineNames(spec));
  once(
    'security group',
    spec.securityGroups.map(({ name }) => name),
  );
  once(
    'network',
    spec.networks.map(({ name }) => name),
  );
  const small = networks.find(({ name, cidr }) => parseCidr(name, cidr).prefix > longestPrefix);
  if (small)
    throw new BadInput({
      what: `network ${small.name} ${small.cidr} is too small`,
      next: `write a prefix up to /${longestPrefix}`,
    });
}

function checkApart(networks: readonly NetworkSpec[]): void {
  networks.forEach((a, index) => {
    const other = networks.slice(index + 1).find((b) => overlap(parseCidr(a.name, a.cidr), parseCidr(b.name, b.cidr)));
    if (!other) return;
    const what = `the networks ${a.name} ${a.cidr} and ${other.name} ${other.cidr} overlap`;
    throw new BadInput({ what, next: 'give each a range of its own' });
  });
}

function checkAttachments(machine: string, attachments: readonly Attachment[], networks: readonly NetworkSpec[]): void {
  for (const { network, address } of attachments) {
    const found = networks.find(({ name }) => name === network);
    const names = networks.map(({ name }) => name);
    if (!found) throw unknownWord('network', network, names);
    if (isHostAddress(address, parseCidr(network, found.cidr))) continue;
    const what = `${machine} cannot have ${address} on ${network}`;
    throw new BadInput({ what, last: `${network} is ${found.cidr}`, next: 'write an address of that range' });
  }
  once(
    `network of ${machine}`,
    attachments.map(({ network }) => network),
  );
}

function checkGateway(machine: string, gateway: string, networks: readonly NetworkSpec[]): void {
  if (networks.some(({ name, cidr }) => isHostAddress(gateway, parseCidr(name, cidr)))) return;
  const last = networks.map(({ name, cidr }) => `${name} ${cidr}`).join(', ');
  const next = 'write the address of a machine on one of its networks';
  throw new BadInput({ what: `${machine} cannot reach its gateway ${gateway}`, last: `it is on ${last}`, next });
}

function once(what: string, values: readonly string[]): void {
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) throw new BadInput({ what: `${what} ${twice} is there twice`, next: 'change one of them' });
}
