import { randomBytes } from 'node:crypto';
import { BadInput, Inconclusive, Unsupported } from '../../support/errors';
import type { Kube } from '../../support/kube/client';
import { connect } from '../../support/kube/connect';
import { whyOnlyNetns } from '../hosts-alone';
import { type LabSpec, machineNames } from '../lab';
import type { CreateOptions, LabHandle, Provider, Support } from '../provider';
import { type ClusterFacts, factsOf } from './facts';
import { differences } from './fit';
import { undo } from './give-back';
import { guardOf } from './guard';
import { type Inventory, inventoryPath, readInventory } from './inventory';
import { Journal } from './journal';
import { dropCopy, kubeconfigFor, kubeconfigOf } from './kubeconfig';
import { ExistingLab, type ExistingLabParts } from './lab';
import { ClusterLease, endLease, requireEndable, standingLease } from './lease';
import { listObjects } from './objects';
import { Ssh } from './ssh';

/** What this process has leased. */
interface Held {
  readonly lab: ExistingLab;
  readonly lease: ClusterLease;
  readonly journal: Journal;
  readonly kube: Kube;
}

const reachMs = 20_000;

const held = new Map<string, Held>();

/** A cluster that somebody else made, leased for a run and given back as it was. */
export const existing: Provider = {
  name: 'existing',
  supports,
  prepare: async () => {
    requireInventory();
  },
  create,
  list,
  attach,
  destroy,
};

async function supports(spec: LabSpec): Promise<Support> {
  const never = whyOnlyNetns(spec);
  if (never !== undefined) return { supported: false, reason: never, everywhere: true };
  if (inventoryPath() === undefined) {
    return { supported: false, reason: 'ENDSTATE_INVENTORY names no inventory of a cluster' };
  }
  return using(requireInventory(), async (kube, inventory) => {
    const found = differences(spec, await look(kube, inventory), inventory);
    if (found.length === 0) return { supported: true };
    await disconnect(inventory);
    return { supported: false, reason: `the cluster is another one: ${found.join('; ')}` };
  });
}

function requireInventory(): Inventory {
  const path = inventoryPath();
  if (path) return readInventory(path);
  throw new BadInput({ what: 'there is no inventory of the cluster', next: 'name one in ENDSTATE_INVENTORY' });
}

async function create(spec: LabSpec, { signal, progress, keep = false }: CreateOptions): Promise<ExistingLab> {
  const inventory = requireInventory();
  const id = newId();
  const kubeconfig = await kubeconfigFor(inventory, id);
  const kube = await connect(kubeconfig);
  let lease: ClusterLease | undefined;
  try {
    const facts = await look(kube, inventory, signal);
    const found = differences(spec, facts, inventory);
    if (found.length > 0) throw new Unsupported({ what: `the cluster is another one: ${found.join('; ')}` });
    await reach(inventory, spec, signal);
    progress?.('leasing the cluster');
    lease = await ClusterLease.take(kube, id, keep ? 'kept' : 'held', signal);
    await finishEarlier(kube, inventory, facts, progress);
    progress?.('noting what is there');
    const { objects } = await listObjects(kube, undefined, { signal });
    const uids = objects.flatMap(({ metadata }) => metadata.uid ?? []);
    const journal = await Journal.begin(kube, { id, spec, createdAt: new Date().toISOString() }, uids);
    const lab = labOf({ spec, id, kubeconfig, inventory, facts, kube, journal, lease });
    held.set(id, { lab, lease, journal, kube });
    return lab;
  } catch (error) {
    // What an earlier run left behind stays noted: only a lease without a journal can go. Where that fails too, the lease
    // runs out by itself; the first error tells more.
    const ending = async () => ((await Journal.find(kube)) ? lease?.abandon() : lease?.end());
    if (lease) await ending().catch(() => lease?.stop());
    kube.close();
    await disconnect(inventory);
    await dropCopy(id);
    throw error;
  }
}

/** Rejects with Inconclusive for a machine that is not reached: sooner than in the middle of a scenario. */
async function reach(inventory: Inventory, spec: LabSpec, signal: AbortSignal): Promise<void> {
  const wanted = machineNames(spec);
  const there = inventory.machines.filter(({ name }) => wanted.includes(name));
  const options = { signal, timeoutMs: reachMs };
  await Promise.all(there.map((machine) => new Ssh(inventory, machine).exec(['true'], options)));
}

/** Undoes what the journal of a killed run says. Rejects where not all of that can be undone. */
async function finishEarlier(
  kube: Kube,
  inventory: Inventory,
  facts: ClusterFacts,
  progress: CreateOptions['progress'],
): Promise<void> {
  const journal = await Journal.find(kube);
  if (!journal) return;
  progress?.(`undoing what lab ${journal.facts.id} has left`);
  const lab = labOf({
    spec: journal.facts.spec,
    id: journal.facts.id,
    kubeconfig: '',
    inventory,
    facts,
    kube,
    journal,
  });
  const left = await undo(kube, journal, lab.machines);
  if (left.length > 0) throw notWhole(journal.facts.id, left);
  await journal.drop();
}

function notWhole(id: string, left: readonly string[]): Inconclusive {
  return new Inconclusive({
    what: 'the cluster could not be given back as it was',
    last: left.join('; '),
    next: `mend that, then: ENDSTATE_PROVIDER=existing npm run endstate -- down ${id}`,
  });
}

interface LabParts extends Omit<ExistingLabParts, 'guard' | 'note'> {
  readonly journal: Journal;
  readonly lease?: ClusterLease;
}

function labOf({ journal, lease, ...parts }: LabParts): ExistingLab {
  const requireHeld = () => lease?.requireHeld();
  const note = async (machine: string) => {
    requireHeld();
    await journal.note('machines', machine);
  };
  return new ExistingLab({ ...parts, guard: guardOf(parts.kube, journal, requireHeld), note });
}

async function list(): Promise<readonly LabHandle[]> {
  const path = inventoryPath();
  if (path === undefined) return [];
  return using(readInventory(path), async (kube, inventory) => {
    const [standing, journal] = await Promise.all([standingLease(kube), Journal.find(kube)]);
    if (!standing || !journal) return [];
    const { id, spec, createdAt } = journal.facts;
    const state = standing.state === 'kept' ? 'kept' : standing.live ? 'running' : 'orphaned';
    const kubeconfig = kubeconfigOf(inventory, id);
    return [{ id, provider: 'existing', createdAt: new Date(createdAt), state, kubeconfig, spec }];
  });
}

async function attach({ id }: LabHandle): Promise<ExistingLab> {
  const own = held.get(id);
  if (own) return own.lab;
  const inventory = requireInventory();
  const kubeconfig = kubeconfigOf(inventory, id);
  const kube = await connect(kubeconfig);
  const journal = await Journal.find(kube);
  if (journal?.facts.id !== id) throw new BadInput({ what: `there is no lab ${id} on the cluster` });
  const { spec } = journal.facts;
  return labOf({ spec, id, kubeconfig, inventory, facts: await factsOf(kube, () => undefined), kube, journal });
}

/** Gives the cluster back. Rejects with Inconclusive, naming it, where something is not as it was; the rest is then. */
async function destroy({ id }: Pick<LabHandle, 'id'>): Promise<void> {
  const own = held.get(id);
  if (!own) return destroyOther(id);
  const { lab, lease, journal, kube } = own;
  held.delete(id);
  try {
    const left = await undo(kube, journal, lab.machines);
    await (left.length > 0 ? lease.abandon() : lease.end());
    if (left.length > 0) throw notWhole(id, left);
  } finally {
    lease.stop();
    await lab.close();
    await dropCopy(id);
  }
}

/** A lease of another process: one that was kept, or whose runner is dead. */
async function destroyOther(id: string): Promise<void> {
  if (inventoryPath() === undefined) return;
  await using(requireInventory(), async (kube, inventory) => {
    const [standing, journal] = await Promise.all([standingLease(kube), Journal.find(kube)]);
    if (!standing || (journal && journal.facts.id !== id)) return;
    requireEndable(standing);
    if (journal) await finishEarlier(kube, inventory, await look(kube, inventory), undefined);
    await endLease(kube);
    await disconnect(inventory);
    await dropCopy(id);
  });
}

async function look(kube: Kube, inventory: Inventory, signal?: AbortSignal): Promise<ClusterFacts> {
  const to = (name: string) => {
    const machine = inventory.machines.find((each) => each.name === name);
    const ssh = machine && new Ssh(inventory, machine);
    return ssh && { name, exec: ssh.exec.bind(ssh) };
  };
  return factsOf(kube, to, signal ? { signal } : {});
}

async function disconnect(inventory: Inventory): Promise<void> {
  await Promise.all(inventory.machines.map((machine) => new Ssh(inventory, machine).disconnect()));
}

async function using<T>(inventory: Inventory, work: (kube: Kube, inventory: Inventory) => Promise<T>): Promise<T> {
  const id = newId();
  try {
    const kube = await connect(await kubeconfigFor(inventory, id));
    return await work(kube, inventory).finally(() => kube.close());
  } finally {
    await dropCopy(id);
  }
}

const newId = () => randomBytes(3).toString('hex');
