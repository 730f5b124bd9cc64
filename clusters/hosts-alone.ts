import { BadInput } from '../support/errors';
import { defaultSpec, type LabSpec } from './lab';
import { checkTopology } from './spec-topology';
import type { Surroundings } from './topology';

/** A lab of hosts and networks, in which no cluster is made. Throws BadInput where there is no host, or they do not fit together. */
export function hostsAlone(around: Surroundings): LabSpec {
  if (around.hosts.length === 0) {
    throw new BadInput({
      what: 'a lab with no cluster and no host is empty',
      next: 'write "Given the hosts:" above it',
    });
  }
  const spec: LabSpec = { ...defaultSpec, ...around, withoutCluster: true };
  checkTopology(spec);
  return spec;
}

/** What of a spec only machines of the netns provider can be, in words; undefined where there is nothing. */
export function whyOnlyNetns({ withoutCluster, hosts }: LabSpec): string | undefined {
  if (withoutCluster) return 'a lab without a cluster is netns’s';
  return hosts.some(({ roles }) => roles.includes('docker')) ? 'a host with Docker is netns’s' : undefined;
}
