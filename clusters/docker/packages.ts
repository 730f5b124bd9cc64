import type { RootfsRecipe } from '../components/debian/rootfs';

/** Debian's Docker with what it calls, and what stands beside it: a name server, and socat for the runner's ways in. */
export const dockerRootfs: RootfsRecipe = {
  name: 'docker',
  packages: [
    ...['base-files', 'base-passwd', 'bash', 'ca-certificates', 'coreutils', 'dash', 'findutils', 'gawk', 'grep'],
    ...['iproute2', 'iptables', 'jq', 'kmod', 'libc-bin', 'mount', 'netbase', 'procps', 'sed', 'tar', 'util-linux'],
    ...['xz-utils', 'dnsmasq', 'docker.io', 'socat'],
  ],
  // In newer releases the client is a package of its own.
  optional: ['usr-is-merged', 'docker-cli'],
  commands: ['dockerd', 'docker', 'containerd', 'runc', 'iptables', 'ip', 'jq', 'dnsmasq', 'socat', 'mount', 'tini'],
};
