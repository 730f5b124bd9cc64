import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { BadInput, Unsupported } from '../../support/errors';
import { run } from '../../support/exec/exec';
import { until } from '../../support/exec/until';
import { connect } from '../../support/kube/connect';
import { together } from '../components/together';
import { type Docker, findDocker } from '../docker/docker';
import type { LabSpec } from '../lab';
import { isAlive, processId } from '../netns/processes';
import type { CreateOptions, LabHandle, PrepareOptions, Provider } from '../provider';
import { defaultServiceAccount, nodesReady, podRanges } from '../ready';
import { installCni, installManifest } from './cni';
import { createCluster, startRunner, startSupervisor, writeLab } from './create';
import { startHosts } from './hosts';
import { KindLab } from './lab';
import { type KindMaterial, prepareMaterial } from './material';
import { claimNetwork, type FoundNetwork, labNetworks } from './network';
import { planKind } from './plan';
import { clusterName, kubeconfigPath, labDirectory, labsDirectory, readNotes, writeNotes } from './state';
import { supportOf } from './support';

const supervisorEndsWithinMs = 90_000;
const readyWithinMs = 120_000;

/** Labs of real kind on a Docker of this machine. */
export const kind: Provider = {
  name: 'kind',
  supports: supportOf,
  prepare: async (spec, options) => {
    await prepareMaterial(await requireDocker(), spec, options);
  },
  create,
  list,
  attach,
  destroy,
};

async function requireDocker(): Promise<Docker> {
  const found = await findDocker();
  if ('missing' in found) throw new Unsupported({ what: 'the kind provider needs a Docker', last: found.missing });
  return found;
}

async function create(spec: LabSpec, options: CreateOptions): Promise<KindLab> {
  const support = await supportOf(spec);
  if (!support.supported) throw new Unsupported({ what: `the kind provider cannot make this lab: ${support.reason}` });
  const to = await requireDocker();
  await sweep(to);
  const material = await prepareMaterial(to, spec, options);
  const id = randomBytes(3).toString('hex');
  const { keep = false, signal } = options;
  const { provenance } = material;
  const runner = processId(process.pid);
  await mkdir(labDirectory(id), { recursive: true });
  await writeNotes(id, { runner, provenance });
  try {
    const cidr = await claimNetwork(to, { id, spec, runner, keep });
    const plan = planKind(id, spec, cidr);
    const apiPort = await freeLoopbackPort();
    await writeLab(to, plan, spec, material, apiPort);
    const supervisor = await startSupervisor(to, id, keep, apiPort);
    await writeNotes(id, { runner, provenance, ...(supervisor ? { supervisor } : {}) });
    const lab = new KindLab(to, plan, spec, provenance);
    await together(
      [
        (shared) => createCluster(to, plan, material.kind, { ...options, signal: shared.signal ?? signal }),
        (shared) => startRunner(to, plan, material, shared.signal ?? signal),
        (shared) => startHosts(to, plan, material.image.name, shared.signal ?? signal),
      ],
      { signal },
    );
    await settle(lab, options, material);
    return lab;
  } catch (error) {
    await destroy({ id });
    throw error;
  }
}

/** From a control plane and kubelets to Ready nodes. */
async function settle(lab: KindLab, { signal, progress }: PrepareOptions, { image, cni }: KindMaterial): Promise<void> {
  const names = lab.nodes().map(({ name }) => name);
  const patience = { withinMs: readyWithinMs, signal };
  if (!image.own) await lab.ensureImages(lab.spec.images, signal);
  const kube = await connect(lab.kubeconfig);
  try {
    progress?.('waiting for the nodes');
    const ranges = await podRanges(kube, names, patience);
    await (cni ? installManifest(lab, kube, cni, signal) : installCni(lab, ranges));
    if (lab.spec.cni !== 'none' && lab.spec.waitFor === 'nodes') await nodesReady(kube, names, patience);
    await defaultServiceAccount(kube, patience);
  } finally {
    kube.close();
  }
}

async function list(): Promise<readonly LabHandle[]> {
  const found = await findDocker();
  if ('missing' in found) return [];
  return (await labNetworks(found)).map(handleOf);
}

function handleOf({ id, spec, createdAt, runner, keep }: FoundNetwork): LabHandle {
  const state = keep ? 'kept' : isAlive(runner) ? 'running' : 'orphaned';
  return { id, provider: 'kind', createdAt, state, kubeconfig: kubeconfigPath(id), spec };
}

async function attach({ id }: LabHandle): Promise<KindLab> {
  const to = await requireDocker();
  const network = (await labNetworks(to)).find((each) => each.id === id);
  if (!network) throw new Error(`there is no lab ${id}`);
  const { provenance } = await readNotes(id);
  return new KindLab(to, planKind(id, network.spec, network.cidr), network.spec, provenance);
}

/** What its supervisor would do, if that lives no more: the containers, the network, the lab's directory. */
async function destroy({ id }: Pick<LabHandle, 'id'>): Promise<void> {
  const { supervisor } = await readNotes(id);
  const found = await findDocker();
  if (!('missing' in found)) {
    const script = join(__dirname, 'scripts', 'take-down.sh');
    await run(['bash', script, clusterName(id), found.client], { env: found.env });
  }
  if (supervisor && isAlive(supervisor)) {
    // A group of its own: with what serves the runner's connections.
    process.kill(-supervisor.pid, 'SIGKILL');
    const what = `the supervisor of lab ${id} did not end`;
    await until(() => !isAlive(supervisor), { what, withinMs: supervisorEndsWithinMs });
  }
  await rm(labDirectory(id), { recursive: true, force: true });
}

/** Takes away labs whose runner was killed together with their supervisor, and directories of which Docker knows nothing. */
async function sweep(to: Docker): Promise<void> {
  const networks = await labNetworks(to);
  const orphans = networks.map(handleOf).filter(({ state }) => state === 'orphaned');
  await Promise.all(orphans.map(destroy));
  const known = new Set(networks.map(({ id }) => id));
  const directories = await readdir(labsDirectory()).catch(() => []);
  const abandoned = directories
    .filter((id) => !known.has(id))
    .map(async (id) => {
      const { runner } = await readNotes(id);
      if (runner && !isAlive(runner)) await destroy({ id });
    });
  await Promise.all(abandoned);
}

/** The kernel's choice of a free port on the loopback address. */
async function freeLoopbackPort(): Promise<number> {
  const server = createServer();
  try {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  } catch (error) {
    throw new BadInput({ what: 'no port of the loopback address is free' }, { cause: error });
  } finally {
    server.close();
  }
}
