import type { SecurityGroup } from './security-groups';

/** A network of a lab: an Ethernet segment with an address range. */
export interface NetworkSpec {
  readonly name: string;
  readonly cidr: string;
}

/** Where a machine is plugged in. The first attachment is its eth0, the second its eth1. */
export interface Attachment {
  readonly network: string;
  readonly address: string;
}

/**
 * What a host does beside answering pings: the services of its Debian packages that are enabled on its disk.
 * `haproxy`: HAProxy; `gateway`: forwards, and masquerades what leaves by any interface but the first; `dns`: dnsmasq;
 * `web`: nginx; `registry`: the Docker registry, by plain HTTP on port 80; `docker`: Debian's Docker, which can pull nothing.
 */
export const hostRoles = ['haproxy', 'gateway', 'dns', 'web', 'registry', 'docker'] as const;
export type HostRole = (typeof hostRoles)[number];

/** A machine outside the cluster: Debian, booted by its systemd from a disk of its own. */
export interface HostSpec {
  readonly name: string;
  readonly attachments: readonly Attachment[];
  /** Where its default route leads; none leaves it without one. */
  readonly gateway?: string;
  readonly roles: readonly HostRole[];
}

/** What is around a cluster. */
export interface Surroundings {
  readonly networks: readonly NetworkSpec[];
  readonly hosts: readonly HostSpec[];
  readonly securityGroups: readonly SecurityGroup[];
}

export const noSurroundings: Surroundings = { networks: [], hosts: [], securityGroups: [] };
