import { BadInput } from '../support/errors';
import { type Network, overlap, parseCidr } from './cidr';
import type { LabSpec } from './lab';

/** Bounds of a network's prefix length, and why. */
interface Bounds {
  readonly shortest: number;
  readonly longest: number;
  readonly why: string;
}

/** Throws BadInput where the lab's networks are malformed, too small, or share addresses. */
export function checkNetworks(spec: LabSpec): void {
  const pods = within('pod CIDR', spec.podCidr, podBounds(spec));
  const services = within('service CIDR', spec.serviceCidr, serviceBounds);
  const nodes = within('node CIDR', spec.nodeCidr, nodeBounds);
  apart('pod CIDR', pods, 'service CIDR', services);
  apart('pod CIDR', pods, 'node CIDR', nodes);
  apart('service CIDR', services, 'node CIDR', nodes);
}

/** Each machine gets a part of the pod network. */
function podBounds({ workers, podPrefix }: LabSpec): Bounds {
  const longest = podPrefix - Math.ceil(Math.log2(workers + 1));
  return { shortest: 8, longest, why: `each of the ${workers + 1} machines gets a /${podPrefix} of it` };
}

/** The API server takes at most 2^20 service addresses; the cluster's DNS has the tenth. */
const serviceBounds: Bounds = {
  shortest: 12,
  longest: 28,
  why: 'the API server takes no larger one, and DNS has its .10',
};

/** Machines have .10 and up, six of them at most. */
const nodeBounds: Bounds = { shortest: 8, longest: 27, why: 'machines have its .10 and up' };

function within(what: string, text: string, { shortest, longest, why }: Bounds): Network {
  const network = parseCidr(what, text);
  if (network.prefix >= shortest && network.prefix <= longest) return network;
  throw new BadInput({
    what: `${what} ${text} is too ${network.prefix < shortest ? 'large' : 'small'}: ${why}`,
    next: `write a prefix from /${shortest} to /${longest}`,
  });
}

function apart(nameOfA: string, a: Network, nameOfB: string, b: Network): void {
  if (!overlap(a, b)) return;
  throw new BadInput({
    what: `${nameOfA} ${a.text} and ${nameOfB} ${b.text} overlap`,
    next: 'give each a range of its own',
  });
}
