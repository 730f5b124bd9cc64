import type { RootfsRecipe } from './rootfs';

/** What a lab's machine is made of: a node, the control plane, the place beside the cluster from which probes go out. */
export const machineRootfs: RootfsRecipe = {
  name: 'rootfs',
  packages: [
    ...[
      'base-files',
      'base-passwd',
      'bash',
      'coreutils',
      'dash',
      'debianutils',
      'diffutils',
      'findutils',
      'gawk',
      'grep',
    ],
    ...['gzip', 'hostname', 'jq', 'less', 'libc-bin', 'login', 'lsof', 'mount', 'nano', 'netbase', 'passwd', 'procps'],
    ...['psmisc', 'sed', 'strace', 'tar', 'util-linux', 'xz-utils'],
    ...['bind9-dnsutils', 'ca-certificates', 'conntrack', 'curl', 'ethtool', 'iproute2', 'ipset', 'iptables'],
    ...['iputils-arping', 'iputils-ping', 'kmod', 'netcat-openbsd', 'nftables', 'socat', 'tcpdump', 'traceroute'],
    ...['busybox-static', 'catatonit', 'containerd', 'runc', 'runit'],
    // What the machines beside a cluster do: they boot a systemd, and serve names, images, pages, traffic, routes.
    ...['bird2', 'dnsmasq', 'docker-registry', 'haproxy', 'ifupdown', 'iptables-persistent', 'nginx-light'],
    ...['netfilter-persistent', 'systemd', 'systemd-sysv'],
  ],
  // Without it, init-system-helpers asks for usrmerge, and that for all of perl.
  optional: ['usr-is-merged'],
  commands: [
    ...['bash', 'sh', 'cat', 'awk', 'grep', 'sed', 'find', 'ps', 'sysctl', 'jq', 'mount', 'nsenter', 'unshare', 'nano'],
    ...[
      'ip',
      'bridge',
      'ss',
      'iptables',
      'iptables-save',
      'iptables-restore',
      'ip6tables',
      'nft',
      'conntrack',
      'ipset',
    ],
    ...['ethtool', 'modprobe', 'curl', 'dig', 'ping', 'arping', 'nc', 'socat', 'tcpdump', 'traceroute', 'strace'],
    ...['containerd', 'containerd-shim-runc-v2', 'ctr', 'runc', 'runsvdir', 'runsv', 'sv', 'catatonit', 'busybox'],
    ...['bird', 'dnsmasq', 'docker-registry', 'haproxy', 'ifup', 'netfilter-persistent', 'nginx', 'systemctl'],
  ],
};
