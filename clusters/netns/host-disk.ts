import { createHash } from 'node:crypto';
import { inSameNetwork } from '../cidr';
import { dockerFiles } from '../docker/host-files';
import type { HostRole } from '../topology';
import { type DiskFiles, file, script } from './disk';
import type { Cable, HostPlan, LabPlan, MachinePlan } from './plan';

/** Enabled on every host, so that what an answer writes for them is read: addresses, and rules of either kind. */
const always = ['networking', 'netfilter-persistent', 'nftables'];

/** What a role adds to a host: the units that it enables, and files of its own. */
interface Role {
  readonly units: readonly string[];
  readonly files?: (host: HostPlan) => DiskFiles;
}

const roles: Readonly<Record<HostRole, Role>> = {
  haproxy: { units: ['haproxy'] },
  gateway: { units: [], files: gatewayFiles },
  dns: { units: ['dnsmasq'], files: dnsFiles },
  web: {
    units: ['nginx'],
    files: () => ({ '/etc/nginx/sites-enabled/default': { link: '/etc/nginx/sites-available/default' } }),
  },
  registry: { units: ['docker-registry'], files: registryFiles },
  docker: { units: ['docker', 'containerd'], files: dockerFiles },
};

/** A host's disk: Debian's own files for names, addresses and what is enabled at boot. */
export function hostDisk(plan: LabPlan, host: HostPlan): DiskFiles {
  const units = [...always, ...host.services.flatMap((role) => roles[role].units)];
  return {
    '/etc/endstate/boot': script(boot),
    '/etc/machine-id': file(`${createHash('md5').update(host.name).digest('hex')}\n`),
    '/etc/hostname': file(`${host.name}\n`),
    '/etc/hosts': file(hostsFile(plan.machines)),
    '/etc/resolv.conf': file(''),
    '/etc/network/interfaces': file(interfacesFile(host)),
    // Debian's nftables.conf begins with "flush ruleset": it must not come second.
    '/etc/systemd/system/netfilter-persistent.service.d/endstate.conf': file('[Unit]\nAfter=nftables.service\n'),
    '/etc/systemd/journald.conf.d/endstate.conf': file('[Journal]\nStorage=persistent\nReadKMsg=no\n'),
    '/etc/systemd/system/endstate-booted.service': file(bootedUnit),
    '/etc/systemd/system/default.target': { link: '/lib/systemd/system/multi-user.target' },
    // There is no console that somebody could log in on.
    '/etc/systemd/system/console-getty.service': { link: '/dev/null' },
    ...Object.assign({}, ...units.map((unit) => wants(`/lib/systemd/system/${unit}.service`))),
    ...wants('/etc/systemd/system/endstate-booted.service'),
    ...Object.assign({}, ...host.services.map((role) => roles[role].files?.(host) ?? {})),
  };
}

export function hostsFile(machines: readonly MachinePlan[]): string {
  return ['127.0.0.1 localhost', ...machines.map(({ address, name }) => `${address} ${name}`), ''].join('\n');
}

/** `container` tells systemd that the kernel's own settings and devices are somebody else's. */
const boot = `#!/bin/bash
mkdir -p /var/log/journal
touch /var/log/console.log
ln -sf /var/log/console.log /dev/console
exec env container=endstate /lib/systemd/systemd --log-target=console --show-status=0
`;

/** Ordered after everything else that the boot starts: then the machine counts as booted. */
const bootedUnit = `[Unit]
Description=Tells Endstate that the machine has booted
DefaultDependencies=no
After=multi-user.target

[Service]
Type=oneshot
ExecStart=/bin/touch /run/booted
`;

/** As \`systemctl enable\` would link it. */
function wants(unit: string): DiskFiles {
  const name = unit.slice(unit.lastIndexOf('/') + 1);
  return { [`/etc/systemd/system/multi-user.target.wants/${name}`]: { link: unit } };
}

function interfacesFile({ cables, gateway }: HostPlan): string {
  // The default route goes with the interface on whose network its gateway is.
  const way = cables.find(({ address, prefix }) => gateway !== undefined && inSameNetwork(address, gateway, prefix));
  const stanza = (cable: Cable) =>
    [
      `auto ${cable.interface}`,
      `iface ${cable.interface} inet static`,
      `    address ${cable.address}/${cable.prefix}`,
      ...(cable === way ? [`    gateway ${gateway}`] : []),
      '',
    ].join('\n');
  return ['auto lo', 'iface lo inet loopback', '', ...cables.map(stanza)].join('\n');
}

/** The first interface is the inside: what leaves by another takes this host's address there. */
function gatewayFiles({ cables }: HostPlan): DiskFiles {
  const rules = cables.slice(1).map(({ interface: name }) => `-A POSTROUTING -o ${name} -j MASQUERADE`);
  return {
    '/etc/sysctl.d/50-gateway.conf': file('net.ipv4.ip_forward = 1\n'),
    '/etc/iptables/rules.v4': file(['*nat', ...rules, 'COMMIT', ''].join('\n')),
  };
}

/**
 * Names of the answer's or the feature's own go into /etc/dnsmasq.d; a name that is in none does not exist. Told on which
 * addresses to listen, dnsmasq answers beyond its own networks too, which Debian's unit keeps it from otherwise.
 */
function dnsFiles({ cables }: HostPlan): DiskFiles {
  const listen = ['127.0.0.1', ...cables.map(({ address }) => address)].map((each) => `listen-address=${each}`);
  const lines = ['no-resolv', 'no-hosts', 'local=/#/', 'log-queries', ...listen, ''];
  return { '/etc/dnsmasq.d/endstate.conf': file(lines.join('\n')) };
}

/** Debian's configuration asks for a password and listens on port 5000. Its unit does not run as root. */
function registryFiles(): DiskFiles {
  return {
    '/etc/docker/registry/config.yml': file(registryConfig),
    '/etc/systemd/system/docker-registry.service.d/endstate.conf': file(
      '[Service]\nAmbientCapabilities=CAP_NET_BIND_SERVICE\n',
    ),
  };
}

const registryConfig = `version: 0.1
log:
  fields:
    service: registry
storage:
  filesystem:
    rootdirectory: /var/lib/docker-registry
http:
  addr: :80
`;
