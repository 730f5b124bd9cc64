import { isIPv6 } from 'node:net';
import { BadInput } from '../support/errors';
import { overlap, parseCidr } from './cidr';
import { cnis } from './cni/registry';
import { nodeCidr6, podPrefix6 } from './ip-families';
import type { LabSpec } from './lab';

/** Reads one range, or an IPv4 and an IPv6 one with a comma between them. */
export function familiesOf(what: string, value: string): readonly [four: string, six: string] {
  const [four = '', six = '', ...more] = value.split(/[\s,]+/).filter(Boolean);
  if (more.length === 0 && !isIPv6(four.split('/')[0] ?? '')) return [four, six];
  throw new BadInput({
    what: `${what} "${value}" is not one range of IPv4, and perhaps one of IPv6 after it`,
    next: 'write it like 10.244.0.0/16, fd00:10:244::/56',
  });
}

/** Throws BadInput where the IPv6 ranges do not go together, or not with the rest of the lab. */
export function checkDualStack(spec: LabSpec): void {
  const { podCidr6, serviceCidr6, cni } = spec;
  if (podCidr6 === '' && serviceCidr6 === '') return;
  if (podCidr6 === '' || serviceCidr6 === '') {
    throw new BadInput({
      what: `the ${podCidr6 === '' ? 'pod' : 'service'} CIDR has no IPv6 range, and the other one has`,
      next: 'give both rows two ranges: 10.244.0.0/16, fd00:10:244::/56 and 10.96.0.0/12, fd00:10:96::/112',
    });
  }
  // The API server takes at most 2^20 service addresses; the controller manager's bitmap of nodes ends at 2^16.
  const pods = within('pod CIDR', podCidr6, 48, podPrefix6 - 3);
  const services = within('service CIDR', serviceCidr6, 108, 123);
  const nodes = parseCidr('node CIDR', nodeCidr6, 'IPv6');
  for (const [a, b] of [
    [pods, services],
    [pods, nodes],
    [services, nodes],
  ] as const) {
    if (overlap(a, b))
      throw new BadInput({ what: `${a.text} and ${b.text} overlap`, next: 'give each a range of its own' });
  }
  const single = cnis[cni]?.ipv4Alone;
  if (single)
    throw new BadInput({ what: `CNI ${cni} has no dual stack here: ${single}`, next: 'write cni bridge or ptp' });
  if (Object.keys(spec.groups).length > 0) {
    throw new BadInput({
      what: 'security groups do not go with dual stack: their rules are of IPv4, and IPv6 would pass them by',
      next: 'leave one of the two out',
    });
  }
}

function within(what: string, text: string, shortest: number, longest: number) {
  const network = parseCidr(what, text, 'IPv6');
  if (network.prefix >= shortest && network.prefix <= longest) return network;
  throw new BadInput({
    what: `${what} ${text} is too ${network.prefix < shortest ? 'large' : 'small'}`,
    next: `write a prefix from /${shortest} to /${longest}`,
  });
}
