import { existsSync, readFileSync } from 'node:fs';
import { cacheDir } from '../../clusters/components/cache';
import { kubernetesMinors } from '../../clusters/components/minors';
import { isReady } from '../../clusters/components/store';
import { defaultSpec } from '../../clusters/lab';
import { freeInotifyInstances, inotifyInstancesOf } from '../../clusters/netns/inotify';
import { chosenProvider, everyProvider } from '../../clusters/registry';
import { columns } from '../columns';
import { exitStatus, messageOf } from '../errors';
import { run } from '../exec/exec';

const reachWithinMs = 3_000;

/** `endstate doctor`: what this machine has, which provider would work, and what the others lack. */
export async function doctor(): Promise<number> {
  process.stdout.write(columns(await facts()));
  const verdicts = await Promise.all(
    everyProvider().map(async (maker) => ({ name: maker.name, support: await maker.supports(defaultSpec) })),
  );
  for (const { name, support } of verdicts) {
    process.stdout.write(
      support.supported ? `provider ${name} works here\n` : `provider ${name} does not: ${support.reason}\n`,
    );
  }
  const { name, why } = chosenProvider();
  process.stdout.write(`labs are made by ${name}: ${why}\n`);
  return verdicts.some(({ support }) => support.supported) ? exitStatus.pass : exitStatus.inconclusive;
}

async function facts(): Promise<readonly (readonly [string, string])[]> {
  const [go, downloads, registry] = await Promise.all([
    goVersion(),
    reaches('https://dl.k8s.io/'),
    reaches('https://registry.k8s.io/v2/'),
  ]);
  return [
    ['system', `${process.platform} ${process.arch}, Node.js ${process.version}`],
    ['root', process.getuid?.() === 0 ? 'yes' : 'no'],
    ['cgroups', cgroups()],
    ['overlayfs', /\boverlay$/m.test(read('/proc/filesystems')) ? 'yes' : 'no'],
    ['IP_VS', existsSync('/proc/net/ip_vs') ? 'yes' : 'no: kube-proxy mode ipvs is skipped'],
    ['iptables', existsSync('/proc/net/ip_tables_names') ? 'yes (legacy tables too)' : 'nf_tables only'],
    ['inotify', inotify()],
    ['Go', go],
    ['release downloads', downloads],
    ['container registry', registry],
    ['cache', cacheDir()],
    ...(await Promise.all(
      kubernetesMinors.map(async (kubernetes) => [`Kubernetes ${kubernetes}`, await setUp(kubernetes)] as const),
    )),
  ];
}

async function setUp(kubernetes: string): Promise<string> {
  return (await isReady({ kubernetes }))
    ? 'set up'
    : `not set up: npm run setup -- --kubernetes ${kubernetes}, or by itself when a feature asks`;
}

function inotify(): string {
  return `${freeInotifyInstances().root} instances left; a two-worker lab takes ${inotifyInstancesOf(defaultSpec).root}`;
}

function cgroups(): string {
  const mounts = read('/proc/self/mounts');
  if (/^\S+ \S+ cgroup /m.test(mounts)) return 'version 1';
  return /^\S+ \S+ cgroup2 /m.test(mounts) ? 'version 2' : 'none';
}

async function goVersion(): Promise<string> {
  try {
    return (await run(['go', 'version'], { timeoutMs: reachWithinMs })).stdout || 'no';
  } catch {
    return 'no: components that cannot be downloaded cannot be built';
  }
}

async function reaches(url: string): Promise<string> {
  try {
    await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(reachWithinMs) });
    return 'reached';
  } catch (error) {
    return `not reached (${messageOf((error as Error).cause ?? error)})`;
  }
}

function read(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}
