import { randomBytes } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Unsupported } from '../../support/errors';
import { connect } from '../../support/kube/connect';
import { applyCni } from '../cni/apply';
import { type CniMaterial, cniMaterial, whyNoManifest } from '../cni/here';
import { whyNotTogether } from '../cni/registry';
import { ensureArtifact } from '../components/artifact';
import { componentMaker } from '../components/component';
import { cniPlugins } from '../components/manifest';
import { describeSetup, type SetupEvent } from '../components/setup-event';
import { docker, dockerOrThrow } from '../docker/docker';
import { type LabSpec, nodeNames, type Provenance } from '../lab';
import { isAlive, processId } from '../netns/processes';
import type { CreateOptions, LabHandle, PrepareOptions, Provider, Support } from '../provider';
import { nodesReady } from '../ready';
import { itsDocker, k3d as k3dCommand, missingForK3d } from './commands';
import { clusterName, containerOf, flannelBackends, k3dConfig, labelNames, nodeImage } from './config';
import { K3dLab } from './lab';
import { beyondK3d } from './limits';
import { K3dNode } from './machine';
import {
  configOf,
  directoryOf,
  encoded,
  type K3dRecord,
  kubeconfigOf,
  records,
  removeDirectory,
  writePrivate,
} from './record';
import { nodeTools, startNodeTools, startRunner, toolsImage } from './tools';

const readyWithinMs = 120_000;

/**
 * Labs of k3s in Docker, made by the real k3d. It was written against k3d's documentation and schema where neither k3d nor k3s
 * could be had: the nightly workflow is where it runs.
 */
export const k3d: Provider = {
  name: 'k3d',
  supports,
  prepare,
  create,
  list: async () => (await records()).map(handleOf),
  attach: async ({ id, spec }) => labOf(id, spec),
  destroy,
};

async function supports(spec: LabSpec): Promise<Support> {
  const limit = beyondK3d(spec);
  if (limit !== undefined) return { supported: false, reason: limit, everywhere: true };
  const apart = whyNotTogether(spec) ?? (await whyNoManifest(spec.cni));
  if (apart !== undefined) return { supported: false, reason: apart };
  const missing = await missingForK3d();
  return missing === undefined ? { supported: true } : { supported: false, reason: missing };
}

/** Has Docker fetch what it does not have yet: otherwise it would while a scenario's clock runs. */
async function prepare(spec: LabSpec, options: PrepareOptions): Promise<void> {
  const { signal, progress } = options;
  const cni = await appliedCni(spec, options);
  for (const image of [nodeImage(spec), toolsImage, ...(cni?.images ?? []), ...spec.images]) {
    if ((await docker(itsDocker, ['image', 'inspect', image], { signal })).exitCode === 0) continue;
    progress?.(`pulling ${image}`);
    await dockerOrThrow(itsDocker, ['pull', '--quiet', image], { signal });
  }
}

/** A CNI that is applied, with the reference plugins that it stands on. */
interface AppliedCni extends CniMaterial {
  readonly plugins: string;
}

async function appliedCni(spec: LabSpec, { signal, progress }: PrepareOptions): Promise<AppliedCni | undefined> {
  const options = { signal, progress: (event: SetupEvent) => progress?.(describeSetup(event)) };
  const material = await cniMaterial(spec.cni, options);
  if (!material) return undefined;
  return { ...material, plugins: join((await ensureArtifact(await componentMaker(cniPlugins), options)).path, 'bin') };
}

async function create(spec: LabSpec, options: CreateOptions): Promise<K3dLab> {
  const support = await supports(spec);
  if (!support.supported) throw new Unsupported({ what: `the k3d provider cannot make this lab: ${support.reason}` });
  await sweep();
  const { signal, progress, keep = false } = options;
  const id = randomBytes(3).toString('hex');
  const record: K3dRecord = { id, spec, createdAt: new Date().toISOString(), keep, runner: processId(process.pid) };
  const cni = await appliedCni(spec, options);
  try {
    if (cni) await Promise.all(nodeNames(spec).map((_, index) => copyPlugins(id, index, cni)));
    const config = k3dConfig(id, spec, encoded(record), cni && ((index) => pluginsOf(id, index)));
    await writePrivate(id, configOf(id), stringify(config));
    progress?.('k3d makes the cluster');
    await k3dCommand(['cluster', 'create', '--config', configOf(id)], { signal });
    await writePrivate(id, kubeconfigOf(id), await k3dCommand(['kubeconfig', 'get', clusterName(id)], { signal }));
    await startRunner(id, signal);
    const lab = await labOf(id, spec, cni ? [cni.manifest.provenance] : []);
    await Promise.all(lab.nodes().map((node) => settle(id, node as K3dNode, signal)));
    await lab.ensureImages([...(cni?.images ?? []), ...spec.images], signal);
    if (cni) await installCni(lab, cni, signal);
    progress?.('waiting for the nodes');
    if (spec.cni !== 'none' && spec.waitFor === 'nodes') await waitForNodes(lab, signal);
    return lab;
  } catch (error) {
    await destroy({ id });
    throw error;
  }
}

/** A node's own plugins: pods of the CNI write there. */
const pluginsOf = (id: string, index: number) => join(directoryOf(id), `cni-${index}`);

async function copyPlugins(id: string, index: number, { plugins }: AppliedCni): Promise<void> {
  await cp(plugins, pluginsOf(id, index), { recursive: true });
}

async function installCni(lab: K3dLab, cni: AppliedCni, signal: AbortSignal): Promise<void> {
  const archives = Object.values(cni.archives);
  if (archives.length > 0)
    await k3dCommand(['image', 'import', '--cluster', clusterName(lab.id), ...archives], { signal });
  const kube = await connect(lab.kubeconfig);
  try {
    await applyCni(kube, cni, lab.spec, signal);
  } finally {
    kube.close();
  }
}

/** k3d waits for the server alone. */
async function waitForNodes({ kubeconfig, spec }: K3dLab, signal: AbortSignal): Promise<void> {
  const kube = await connect(kubeconfig);
  try {
    await nodesReady(kube, nodeNames(spec), { withinMs: readyWithinMs, signal });
  } finally {
    kube.close();
  }
}

async function settle(id: string, node: K3dNode, signal: AbortSignal): Promise<void> {
  await startNodeTools(id, node.name, node.container, signal);
  await node.takesItsName();
}

async function labOf(id: string, spec: LabSpec, made: readonly Provenance[] = []): Promise<K3dLab> {
  const nodes = nodeNames(spec).map(async (name, index) => {
    const container = containerOf(id, index);
    const role = index === 0 ? 'control-plane' : 'worker';
    return new K3dNode(name, container, [await addressOf(container)], role, nodeTools(id, name));
  });
  return new K3dLab(id, spec, await Promise.all(nodes), [...provenanceOf(spec), ...made]);
}

/** It has one network, the cluster's. */
async function addressOf(container: string): Promise<string> {
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  return (await dockerOrThrow(itsDocker, ['inspect', '--format', format, container])).trim();
}

function provenanceOf(spec: LabSpec): readonly Provenance[] {
  const backend = flannelBackends[spec.cni];
  const detail = `Flannel’s ${backend}: the bridge plugin, and a route to every node’s pods`;
  return [
    { name: 'k3s', version: nodeImage(spec), source: 'registry' },
    ...(backend === undefined
      ? []
      : [{ name: `CNI ${spec.cni}`, version: '', source: 'substituted', detail } as const]),
  ];
}

function handleOf({ id, spec, createdAt, keep, runner }: K3dRecord): LabHandle {
  const state = keep ? 'kept' : isAlive(runner) ? 'running' : 'orphaned';
  return { id, provider: 'k3d', createdAt: new Date(createdAt), state, kubeconfig: kubeconfigOf(id), spec };
}

/** The containers beside k3d's go first: a network that somebody is on is not removed. */
async function destroy({ id }: Pick<LabHandle, 'id'>): Promise<void> {
  const own = ['ps', '--all', '--quiet', '--filter', `label=${labelNames.tools}=${id}`];
  const listed = await docker(itsDocker, own).catch(() => undefined);
  const containers = (listed?.stdout ?? '').split('\n').filter(Boolean);
  if (containers.length > 0) await docker(itsDocker, ['rm', '--force', ...containers]);
  // Of a cluster that is not there, k3d says so and exits with 0.
  if (listed !== undefined) await k3dCommand(['cluster', 'delete', clusterName(id)]);
  await removeDirectory(id);
}

/** Takes away labs whose runner is gone: no supervisor watches over them. */
async function sweep(): Promise<void> {
  const orphans = (await records()).map(handleOf).filter(({ state }) => state === 'orphaned');
  await Promise.all(orphans.map(destroy));
}
