import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DiskFiles, file, script, writeDisk } from './disk';
import { hostDisk, hostsFile } from './host-disk';
import { filteredBridges } from './packet-filter';
import { type LabPlan, type MachinePlan, type NodePlan, portName, rootfsOf } from './plan';
import { resolvConfFiles } from './resolv-conf';
import { writeSecurityGroups } from './security';
import { labDirectory } from './state';

/** Directories of the component store that a lab's machines mount read-only, by the name they have in the fabric. */
export interface LabComponents {
  readonly rootfs: string;
  /** The root file system of hosts with Docker. */
  readonly 'docker-host'?: string;
  /** None of these in a lab without a cluster. */
  readonly kubernetes?: string;
  readonly etcd?: string;
  readonly cni?: string;
  readonly images?: string;
  readonly containerd?: string;
  readonly cilium?: string;
  readonly 'cilium-1.12'?: string;
  readonly clang?: string;
  readonly llvm?: string;
  /** The images of a host with Docker. */
  readonly [images: `docker-images-${string}`]: string;
  /** Beside the machines only. */
  readonly e2e?: string;
}

/** Where a machine sees a component. The root file system is not mounted but the lower layer of its disk. */
export const mountPoints = {
  kubernetes: '/opt/kubernetes/bin',
  etcd: '/opt/etcd/bin',
  containerd: '/opt/containerd/bin',
  cni: '/opt/cni/bin',
  images: '/endstate/images',
  cilium: '/opt/cilium',
  'cilium-1.12': '/opt/cilium',
  clang: '/opt/clang',
  llvm: '/opt/llvm',
} as const;

/** The component of that host alone, and where it sees it. */
export const dockerImages = (host: string) => `docker-images-${host}` as const;
export const dockerImagesAt = '/endstate/docker-images';

export interface ApiAddress {
  readonly host: string;
  readonly port: number;
}

/** Writes what the supervisor's scripts read: components, networks, services of the fabric. */
export async function writeFabric(
  plan: LabPlan,
  id: string,
  components: LabComponents,
  api?: ApiAddress,
): Promise<void> {
  const directory = labDirectory(id);
  await Promise.all(
    ['log', 'fabric-root', 'runner-services', 'machine-services'].map((d) => mkdir(join(directory, d))),
  );
  const list = Object.entries(components).map(([name, path]) => `${name} ${path}\n`);
  await writeFile(join(directory, 'components'), list.join(''));
  const filtered = filteredBridges(plan);
  const networks = plan.networks.map(
    ({ bridge, fabricAddress, fabricAddress6 = '', prefix }) =>
      `${bridge} ${fabricAddress}/${prefix} ${Number(filtered.includes(bridge))} ${fabricAddress6}\n`,
  );
  await writeFile(join(directory, 'networks'), networks.join(''));
  await writeSecurityGroups(plan, id, plan.spec.securityGroups);
  if (api) await writeApiPath(directory, plan, api);
  await writeRun(join(directory, 'machine-services', 'resolver'), `exec ${resolver(plan)} 2>>/lab/log/resolver.log`);
}

/** Whom the nodes ask for names outside the cluster: there are none, and that is said at once and not after a time-out. */
function resolver({ networks }: LabPlan): string {
  const addresses = networks.map(({ fabricAddress }) => `--listen-address=${fabricAddress}`);
  const options = ['--keep-in-foreground', '--conf-file=/dev/null', '--bind-interfaces', '--user=root', '--pid-file'];
  return ['dnsmasq', ...options, '--no-resolv', '--no-hosts', "'--local=/#/'", ...addresses].join(' ');
}

/**
 * The runner's way to the API server, which touches no route of this computer: a loopback port outside the lab, a
 * socket file, and a connection from the fabric. That is also why labs with equal addresses can run side by side.
 */
async function writeApiPath(directory: string, plan: LabPlan, api: ApiAddress): Promise<void> {
  const socket = '/lab/api-server.sock';
  const outer = `socat TCP-LISTEN:${api.port},bind=${api.host},reuseaddr,fork,backlog=64 UNIX-CONNECT:${socket}`;
  const inner = `socat UNIX-LISTEN:${socket},fork,unlink-early,mode=600 TCP:${plan.controlPlane.address}:${plan.spec.apiServerPort}`;
  await writeRun(join(directory, 'runner-services', 'api-server'), `exec ${outer} 2>>/lab/log/api-path.log`);
  await writeRun(join(directory, 'machine-services', 'api-server-path'), `exec ${inner} 2>>/lab/log/api-path.log`);
}

/** The directories that runit supervises outside the machines. */
export function serviceDirectories(id: string): readonly string[] {
  return ['runner-services', 'machine-services'].map((name) => join(labDirectory(id), name));
}

async function writeRun(directory: string, command: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'run'), `#!/bin/bash\n${command}\n`, { mode: 0o755 });
}

/** Writes a machine's cables, mounts, disk, and its switch (on). */
export async function writeMachine(plan: LabPlan, id: string, machine: MachinePlan, files: DiskFiles): Promise<string> {
  const directory = labDirectory(id);
  const home = join(directory, 'machines', machine.name);
  await mkdir(join(home, 'mounts'), { recursive: true });
  const cables = machine.cables.map(
    (cable, number) => `${cable.interface} ${cable.bridge} ${portName(plan, machine, number)} ${cable.mac}\n`,
  );
  await writeFile(join(home, 'cables'), cables.join(''));
  await writeFile(join(home, 'rootfs'), `${rootfsOf(machine)}\n`);
  const mounts = [...Object.entries(mountPoints), [dockerImages(machine.name), dockerImagesAt] as const];
  await Promise.all(mounts.map(([component, at]) => writeFile(join(home, 'mounts', component), `${at}\n`)));
  const base = machine.role === 'host' ? hostDisk(plan, machine) : await nodeBaseDisk(plan, machine);
  await writeDisk(join(home, 'disk'), { ...base, ...files });
  await writeRun(join(directory, 'machine-services', machine.name), machineSwitch(machine.name));
  return join(home, 'disk');
}

function machineSwitch(name: string): string {
  return `exec bash /scripts/machine-run.sh ${name} </dev/null >>/lab/log/${name}.log 2>&1`;
}

async function nodeBaseDisk(plan: LabPlan, node: NodePlan): Promise<DiskFiles> {
  return {
    '/etc/endstate/boot': script(await readFile(join(__dirname, 'scripts', 'boot'), 'utf8')),
    '/etc/endstate/network.d/10-addresses': script(
      [
        ...node.cables.flatMap((cable) => [
          `ip addr add ${cable.address}/${cable.prefix} dev ${cable.interface}`,
          `ip link set ${cable.interface} up`,
        ]),
        ...(node.gateway === undefined ? [] : [`ip route add default via ${node.gateway}`]),
        ...sixAddresses(node),
        '',
      ].join('\n'),
    ),
    '/etc/hostname': file(`${node.name}\n`),
    '/etc/hosts': file(hostsFile(plan.clusterMachines)),
    ...resolvConfFiles(plan),
    '/etc/sysctl.d/99-kubernetes.conf': file(
      [
        'net.ipv4.ip_forward = 1',
        'net.bridge.bridge-nf-call-iptables = 1',
        ...(node.six ? ['net.ipv6.conf.all.forwarding = 1', 'net.bridge.bridge-nf-call-ip6tables = 1'] : []),
        '',
      ].join('\n'),
    ),
  };
}

/** Without a search for duplicates: the plan has none, and an address is of no use for its first second otherwise. */
function sixAddresses({ six, interface: name }: NodePlan): readonly string[] {
  if (!six) return [];
  return [
    `ip -6 addr add ${six.address}/${six.prefix} dev ${name} nodad`,
    `ip -6 route add default via ${six.gateway} dev ${name}`,
  ];
}
