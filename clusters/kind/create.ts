import { chmod, copyFile, cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Inconclusive } from '../../support/errors';
import { failureText, run, runOrThrow } from '../../support/exec/exec';
import { startTethered } from '../../support/exec/tethered';
import { orphanSafe } from '../components/orphan-safe';
import { type Docker, dockerOrThrow } from '../docker/docker';
import { engineInit } from '../docker/engine';
import { plantImageStore } from '../images';
import type { LabSpec } from '../lab';
import { type ProcessId, processId } from '../netns/processes';
import { schedulerConfiguration } from '../netns/scheduler';
import type { CreateOptions } from '../provider';
import { kindConfig, type Mount, schedulerFile } from './config';
import { besideWords } from './hosts';
import { corednsTag, etcdTag, type KindMaterial } from './material';
import type { KindPlan } from './plan';
import { besideName, clusterName, containerName, kubeconfigPath, labDirectory } from './state';

const script = (name: string) => join(__dirname, 'scripts', name);
/** Where nodes see what they share. */
const tools = '/endstate/tools';
const images = '/endstate/images';

/** Writes kind's configuration and what is mounted into the nodes. Starts nothing. */
export async function writeLab(to: Docker, plan: KindPlan, spec: LabSpec, material: KindMaterial, apiPort: number) {
  const directory = labDirectory(plan.id);
  await mkdir(join(directory, 'docker'), { recursive: true });
  await writeFile(join(directory, 'scheduler.yaml'), schedulerConfiguration(spec.scheduler));
  await writeDocker(to, plan);
  if (material.image.own) await plantImages(plan, material);
  if (material.cni) await plantPlugins(plan, material);
  const config = kindConfig(spec, {
    id: plan.id,
    image: material.image.name,
    apiPort,
    ...(material.image.own ? { tags: { etcd: etcdTag, coredns: corednsTag } } : {}),
    mountsOf: (name) => mountsOf(plan, name, material),
  });
  await writeFile(join(directory, 'kind.yaml'), config);
}

/** Each node has its own copy of containerd's databases, and links to the images that all of them share. */
async function plantImages({ id, lab }: KindPlan, { store }: KindMaterial): Promise<void> {
  await Promise.all(
    lab.nodes.map(async ({ name }) => {
      const containerd = containerdOf(id, name);
      await mkdir(containerd, { recursive: true });
      await plantImageStore(store, containerd, images);
    }),
  );
}

/** Each node has its own plugins where a CNI's pods add theirs. Copied: a link's other end is everybody's. */
async function plantPlugins({ id, lab }: KindPlan, { cniBin }: KindMaterial): Promise<void> {
  await Promise.all(lab.nodes.map(({ name }) => cp(cniBin, pluginsOf(id, name), { recursive: true })));
}

const pluginsOf = (id: string, node: string) => join(labDirectory(id), 'nodes', node, 'cni-bin');
const containerdOf = (id: string, node: string) => join(labDirectory(id), 'nodes', node, 'containerd');

function mountsOf({ id, lab }: KindPlan, name: string, material: KindMaterial): readonly Mount[] {
  const shared = (hostPath: string, containerPath: string): Mount => ({ hostPath, containerPath, readOnly: true });
  return [
    shared(material.rootfs, tools),
    material.cni
      ? { hostPath: pluginsOf(id, name), containerPath: '/opt/cni/bin', readOnly: false }
      : shared(material.cniBin, '/opt/cni/bin'),
    ...(name === lab.controlPlane.name ? [shared(join(labDirectory(id), 'scheduler.yaml'), schedulerFile)] : []),
    ...(material.image.own
      ? [
          shared(material.store.root, images),
          { hostPath: containerdOf(id, name), containerPath: '/var/lib/containerd', readOnly: false },
        ]
      : []),
  ];
}

/** The `docker` that kind finds first, and its words for each node: kind has no field for addresses and host names. */
async function writeDocker(to: Docker, { id, lab }: KindPlan): Promise<void> {
  const directory = join(labDirectory(id), 'docker');
  await copyFile(script('docker-for-kind'), join(directory, 'docker'));
  await chmod(join(directory, 'docker'), 0o755);
  await writeFile(join(directory, 'client'), await clientPath(to));
  const names = lab.machines.map(({ name, address }) => `--add-host=${name}:${address}`);
  for (const [index, { name, address }] of lab.clusterMachines.entries()) {
    const words = ['--ip', address, '--hostname', name, '--label', `dev.endstate.lab=${id}`, ...names];
    await writeFile(join(directory, containerName(id, index)), words.map((word) => `${word}\n`).join(''));
  }
}

/** By its path: the name is that of the lab's own. */
async function clientPath({ client }: Docker): Promise<string> {
  return (await runOrThrow(['sh', '-c', 'command -v "$0"', client])).stdout.trim();
}

/** Starts what takes the lab down when this process is gone, and the runner's way to the API server where it needs one. */
export async function startSupervisor(
  to: Docker,
  id: string,
  keep: boolean,
  apiPort: number,
): Promise<ProcessId | undefined> {
  const engine = to.own ? String(engineInit()) : 'none';
  if (keep && !to.own) return undefined;
  const directory = labDirectory(id);
  const environment = Object.entries(to.env).map(([name, value]) => `${name}=${value}`);
  const words = [directory, clusterName(id), keep ? 'keep' : 'tethered', engine, String(apiPort)];
  const argv = ['env', ...environment, 'bash', script('supervisor.sh'), ...words, to.client] as const;
  const log = join(directory, 'supervisor.log');
  const { pid } = await startTethered(argv, { log, tether: !keep });
  return processId(pid);
}

/** The place of the runner on the lab's network: a container beside the nodes. */
export async function startRunner(to: Docker, plan: KindPlan, { image, rootfs }: KindMaterial, signal: AbortSignal) {
  const words = besideWords(plan, 'runner', plan.runnerAddress);
  const mount = ['--tmpfs', '/run', '--volume', `${rootfs}:${tools}:ro`];
  const argv = ['run', '--detach', ...words, ...mount, '--entrypoint', '/usr/bin/sleep', image.name, 'infinity'];
  await dockerOrThrow(to, argv, { signal });
  return besideName(plan.id, 'runner');
}

/** Runs `kind create cluster`. Rejects with its words and the console of a node that did not come up. */
export async function createCluster(to: Docker, plan: KindPlan, kind: string, { signal, progress }: CreateOptions) {
  const directory = labDirectory(plan.id);
  const env = {
    ...to.env,
    PATH: `${join(directory, 'docker')}:${process.env.PATH}`,
    KIND_EXPERIMENTAL_PROVIDER: 'docker',
    KIND_EXPERIMENTAL_DOCKER_NETWORK: clusterName(plan.id),
  };
  progress?.('kind create cluster');
  const words = [
    'create',
    'cluster',
    '--config',
    join(directory, 'kind.yaml'),
    '--kubeconfig',
    kubeconfigPath(plan.id),
  ];
  // What fails is looked at before it is taken down.
  const argv = orphanSafe([kind, ...words, '--retain']);
  const result = await run(argv, { env, signal, timeoutMs: createWithinMs });
  await writeFile(join(directory, 'kind.log'), `${result.stdout}\n${result.stderr}\n`);
  if (result.exitCode === 0) return;
  const console = (await dockerOrThrow(to, ['logs', '--tail', '12', containerName(plan.id, 0)]).catch(() => '')).trim();
  throw new Inconclusive({
    what: 'kind did not make the cluster',
    last: [lastWords(failureText(result)), ...(console ? ['the control plane’s console:', console] : [])].join(
      '\n        ',
    ),
    next: 'start the node image by itself with docker run --privileged, and see where its boot ends; endstate doctor says what this machine lacks',
  });
}

const createWithinMs = 10 * 60_000;

/** kind prints the whole stack of the command that failed. */
function lastWords(text: string): string {
  return text.split('\n').filter(Boolean).slice(1, 8).join('\n        ');
}
