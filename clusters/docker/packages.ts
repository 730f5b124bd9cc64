import { machineRootfs } from '../components/debian/machine-packages';
import type { RootfsRecipe } from '../components/debian/rootfs';

/** In newer releases the client is a package of its own. */
const optional = ['usr-is-merged', 'docker-cli'];
const commands = ['dockerd', 'docker', 'containerd', 'runc', 'iptables', 'ip', 'jq', 'mount', 'tini'];

/** Debian's Docker with what it calls, and what stands beside it: a name server, and socat for the runner's ways in. */
export const dockerRootfs: RootfsRecipe = {
  name: 'docker',
  packages: [
    ...['base-files', 'base-passwd', 'bash', 'ca-certificates', 'coreutils', 'dash', 'findutils', 'gawk', 'grep'],
    ...['iproute2', 'iptables', 'jq', 'kmod', 'libc-bin', 'mount', 'netbase', 'procps', 'sed', 'tar', 'util-linux'],
    ...['xz-utils', 'dnsmasq', 'docker.io', 'socat'],
  ],
  optional,
  commands: ['dockerd', 'docker', 'containerd', 'runc', 'iptables', 'ip', 'jq', 'dnsmasq', 'socat', 'mount', 'tini'],
};

/** A lab's machine with Debian's Docker on it: an own one, so that nothing that is made from the other is made anew. */
export const dockerHostRootfs: RootfsRecipe = {
  name: 'docker-host',
  packages: [...machineRootfs.packages, 'docker.io'],
  optional: [...(machineRootfs.optional ?? []), ...optional],
  commands: [...machineRootfs.commands, ...commands],
};
