import { randomBytes } from 'node:crypto';
import { stringify } from 'yaml';
import { Unsupported } from '../../support/errors';
import { connect } from '../../support/kube/connect';
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
import { configOf, encoded, type K3dRecord, kubeconfigOf, records, removeDirectory, writePrivate } from './record';
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
  const missing = await missingForK3d();
  return missing === undefined ? { supported: true } : { supported: false, reason: missing };
}

/** Has Docker fetch what it does not have yet: otherwise it would while a scenario's clock runs. */
async function prepare(spec: LabSpec, { signal, progress }: PrepareOptions): Promise<void> {
  for (const image of [nodeImage(spec), toolsImage, ...spec.images]) {
    if ((await docker(itsDocker, ['image', 'inspect', image], { signal })).exitCode === 0) continue;
    progress?.(`pulling ${image}`);
    await dockerOrThrow(itsDocker, ['pull', '--quiet', image], { signal });
  }
}

async function create(spec: LabSpec, options: CreateOptions): Promise<K3dLab> {
  const support = await supports(spec);
  if (!support.supported) throw new Unsupported({ what: `the k3d provider cannot make this lab: ${support.reason}` });
  await sweep();
  const { signal, progress, keep = false } = options;
  const id = randomBytes(3).toString('hex');
  const record: K3dRecord = { id, spec, createdAt: new Date().toISOString(), keep, runner: processId(process.pid) };
  try {
    await writePrivate(id, configOf(id), stringify(k3dConfig(id, spec, encoded(record))));
    progress?.('k3d makes the cluster');
    await k3dCommand(['cluster', 'create', '--config', configOf(id)], { signal });
    await writePrivate(id, kubeconfigOf(id), await k3dCommand(['kubeconfig', 'get', clusterName(id)], { signal }));
    await startRunner(id, signal);
    const lab = await labOf(id, spec);
    await Promise.all(lab.nodes().map((node) => settle(id, node as K3dNode, signal)));
    await lab.ensureImages(spec.images, signal);
    progress?.('waiting for the nodes');
    if (spec.cni !== 'none' && spec.waitFor === 'nodes') await waitForNodes(lab, signal);
    return lab;
  } catch (error) {
    await destroy({ id });
    throw error;
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

async function labOf(id: string, spec: LabSpec): Promise<K3dLab> {
  const nodes = nodeNames(spec).map(async (name, index) => {
    const container = containerOf(id, index);
    const role = index === 0 ? 'control-plane' : 'worker';
    return new K3dNode(name, container, [await addressOf(container)], role, nodeTools(id, name));
  });
  return new K3dLab(id, spec, await Promise.all(nodes), provenanceOf(spec));
}

/** It has one network, the cluster's. */
async function addressOf(container: string): Promise<string> {
  const format = '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}';
  return (await dockerOrThrow(itsDocker, ['inspect', '--format', format, container])).trim();
}

function provenanceOf(spec: LabSpec): readonly Provenance[] {
  const detail = `Flannel’s ${flannelBackends[spec.cni]}: the bridge plugin, and a route to every node’s pods`;
  return [
    { name: 'k3s', version: nodeImage(spec), source: 'registry' },
    ...(spec.cni === 'none' ? [] : [{ name: `CNI ${spec.cni}`, version: '', source: 'substituted', detail } as const]),
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
