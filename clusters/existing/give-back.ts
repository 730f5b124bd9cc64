import pLimit from 'p-limit';
import { messageOf } from '../../support/errors';
import { until } from '../../support/exec/until';
import type { Kube } from '../../support/kube/client';
import { ApiRefused } from '../../support/kube/errors';
import { describeRef } from '../../support/kube/types';
import type { Journal } from './journal';
import type { SshMachine } from './machine';
import { type Found, listObjects } from './objects';

const goneWithinMs = 90_000;
const lookEveryMs = 250;
const callsAtOnce = 8;
/** A shell that runs as PID 1 ignores SIGTERM: the usual 30 s of grace would all be waited out. */
const graceSeconds = 1;

/**
 * Undoes what a journal says: deletes the objects, gives the machines back what was theirs. Resolves with what could not
 * be undone; what could is undone then.
 */
export async function undo(kube: Kube, journal: Journal, machines: readonly SshMachine[]): Promise<readonly string[]> {
  const changed = journal.notes.machines.map((name) => machines.find((machine) => machine.name === name) ?? name);
  const parts = [
    () => deleteObjects(kube, journal),
    ...changed.map((machine) => async () => {
      if (typeof machine === 'string') return [`${machine}: it was changed, and is not in the inventory any more`];
      return machine.giveBack();
    }),
  ];
  const left = await Promise.all(parts.map((part) => part().catch((error) => [messageOf(error)])));
  return left.flat();
}

/** Everything that is new in the namespaces that the run used, and what it made outside of any. */
async function deleteObjects(kube: Kube, journal: Journal): Promise<readonly string[]> {
  const { made, namespaces } = journal.notes;
  // A webhook could refuse that anything else is deleted.
  const hooks = made.filter((path) => path.includes('webhookconfigurations/'));
  await Promise.all(hooks.map((path) => remove(kube, path)));
  const own = made.filter((path) => path.startsWith('/api/v1/namespaces/'));
  await Promise.all(own.map((path) => remove(kube, path)));
  const used = namespaces.filter((name) => !own.includes(`/api/v1/namespaces/${name}`));
  const left = (await Promise.all(used.map((name) => empty(kube, name, journal.before)))).flat();
  for (const path of made.toReversed()) await remove(kube, path);
  return [...left, ...(await waitUntilGone(kube, made))];
}

/** Deletes what the run has made in a namespace, and what controllers have made of that. Resolves with what is left. */
async function empty(kube: Kube, namespace: string, before: ReadonlySet<string>): Promise<readonly string[]> {
  const atOnce = pLimit(callsAtOnce);
  let left: readonly Found[] = [];
  let blind: readonly string[] = [];
  const look = async () => {
    const seen = await listObjects(kube, namespace);
    blind = seen.blind;
    left = ofTheRun(seen.objects, before);
    const whole = left.filter(({ metadata }) => !metadata.deletionTimestamp);
    // Owners first: a controller would make anew what is deleted under it.
    const isOwned = ({ metadata }: Found) => (metadata.ownerReferences ?? []).length > 0;
    for (const some of [whole.filter((object) => !isOwned(object)), whole.filter(isOwned)]) {
      await Promise.all(some.map((object) => atOnce(() => remove(kube, object.path, object))));
    }
    return left.length === 0;
  };
  const what = `objects in ${namespace}`;
  const trouble = await until(look, { what, withinMs: goneWithinMs, everyMs: lookEveryMs }).catch(messageOf);
  const unseen = blind.map((words) => `${namespace}: could not be looked at: ${words}`);
  if (trouble === undefined) return unseen;
  if (left.length === 0) return [...unseen, `${namespace}: ${trouble}`];
  return [...unseen, ...left.map((object) => `${nameOf(object)} is still there: look at its metadata.finalizers`)];
}

/**
 * Objects that are new, unless they go back to one that was there before: a CronJob of somebody else goes on making
 * jobs, and a Deployment pods.
 */
export function ofTheRun(objects: readonly Found[], before: ReadonlySet<string>): readonly Found[] {
  const byUid = new Map(objects.map((object) => [object.metadata.uid, object]));
  const isNew = ({ metadata: { uid = '', ownerReferences = [] } }: Found): boolean =>
    !before.has(uid) &&
    ownerReferences.every((owner) => {
      const found = byUid.get(owner.uid);
      return !before.has(owner.uid) && (found === undefined || isNew(found));
    });
  return objects.filter(isNew);
}

async function waitUntilGone(kube: Kube, paths: readonly string[]): Promise<readonly string[]> {
  let left = paths;
  const look = async () => {
    const there = await Promise.all(left.map((path) => exists(kube, path)));
    left = left.filter((_, index) => there[index]);
    return left.length === 0;
  };
  const options = { what: 'objects', withinMs: goneWithinMs, everyMs: lookEveryMs };
  const trouble = await until(look, options).catch(messageOf);
  if (trouble === undefined) return [];
  return left.map((path) => `${path} is still there: look at its metadata.finalizers`);
}

/** Only this very object, where its uid is known. What is gone already, or is another one by now, is left alone. */
async function remove(kube: Kube, path: string, object?: Found): Promise<void> {
  const { kind, metadata } = object ?? {};
  const body = {
    propagationPolicy: 'Background',
    ...(metadata?.uid ? { preconditions: { uid: metadata.uid } } : {}),
    ...(kind === 'Pod' ? { gracePeriodSeconds: graceSeconds } : {}),
  };
  await orGone(kube.json({ method: 'DELETE', path, body }));
}

async function exists(kube: Kube, path: string): Promise<boolean> {
  return (await orGone(kube.json({ path }))) !== undefined;
}

async function orGone<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof ApiRefused && [404, 409].includes(error.status)) return undefined;
    throw error;
  }
}

function nameOf({ apiVersion, kind, metadata: { namespace, name = '' } }: Found): string {
  return describeRef({ apiVersion, kind, name, namespace });
}
