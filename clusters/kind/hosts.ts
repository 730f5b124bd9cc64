import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runOrThrow } from '../../support/exec/exec';
import { type Docker, dockerOrThrow } from '../docker/docker';
import type { DiskFiles } from '../netns/disk';
import { file } from '../netns/disk';
import { hostDisk } from '../netns/host-disk';
import type { HostPlan } from '../netns/plan';
import { ContainerMachine } from './machine';
import type { KindPlan } from './plan';
import { besideName, clusterName } from './state';

/** What Docker writes for every container. */
const docker = ['/etc/hosts', '/etc/hostname', '/etc/resolv.conf'];
/** How a machine of netns starts. */
const ofNetns = ['/etc/endstate/boot', '/etc/systemd/system/endstate-booted.service'];
const notOurs = [...docker, ...ofNetns, '/etc/systemd/system/multi-user.target.wants/endstate-booted.service'];

/** The words of `docker run` that every container beside the nodes has. */
export function besideWords(plan: KindPlan, name: string, address: string): readonly string[] {
  const names = plan.lab.machines.map((machine) => `--add-host=${machine.name}:${machine.address}`);
  const place = ['--network', clusterName(plan.id), '--ip', address, '--hostname', name, ...names];
  return ['--name', besideName(plan.id, name), ...place, '--privileged', '--cgroupns=private'];
}

/** Makes and boots the spec's hosts: the node image's Debian with its systemd, and netns's own files for each role. */
export async function startHosts(to: Docker, plan: KindPlan, image: string, signal: AbortSignal): Promise<void> {
  await Promise.all(plan.lab.hosts.map((host) => startHost(to, plan, host, image, signal)));
}

async function startHost(
  to: Docker,
  plan: KindPlan,
  host: HostPlan,
  image: string,
  signal: AbortSignal,
): Promise<void> {
  const container = besideName(plan.id, host.name);
  const tmpfs = ['--tmpfs', '/run', '--tmpfs', '/tmp', '--tty'];
  await dockerOrThrow(to, ['create', ...besideWords(plan, host.name, host.address), ...tmpfs, image], { signal });
  await copyInto(to, container, diskOf(plan, host));
  await new ContainerMachine(to, container, host.name, [host.address]).boot(signal);
}

/** Its cable is Docker's to plug, and it runs no containers. */
function diskOf({ lab }: KindPlan, host: HostPlan): DiskFiles {
  const files = Object.entries(hostDisk(lab, host)).filter(([path]) => !notOurs.includes(path));
  const off = ['containerd', 'kubelet'].map(
    (unit) => [`/etc/systemd/system/${unit}.service.d/off.conf`, file(never)] as const,
  );
  return {
    ...Object.fromEntries(files),
    ...Object.fromEntries(off),
    '/etc/network/interfaces': file('auto lo\niface lo inet loopback\n'),
  };
}

const never = '[Unit]\nConditionPathExists=/nowhere\n';

async function copyInto(to: Docker, container: string, files: DiskFiles): Promise<void> {
  const staging = await mkdtemp(join(tmpdir(), 'endstate-host-'));
  try {
    for (const [path, content] of Object.entries(files)) {
      const target = join(staging, path.replace(/^\/lib\//, '/usr/lib/'));
      await mkdir(dirname(target), { recursive: true });
      if ('link' in content) await symlink(content.link, target);
      else await writeFile(target, content.content, { mode: content.mode ?? 0o644 });
    }
    await runOrThrow(['chmod', '755', staging]);
    await dockerOrThrow(to, ['cp', '--archive', `${staging}/.`, `${container}:/`]);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}
