import { eventually, met, notYet } from '../assert';
import type { Executor } from '../exec/exec';
import { type PodSelection, type PodState, watchPods } from '../observe';
import { objectName } from './names';
import type { World } from './world';

/** Whence traffic goes out: a pod, any pod of a workload, the runner beside the cluster, or a machine. */
export type Client = { readonly kind: 'runner' } | { readonly kind: 'machine'; readonly name: string } | PodWords;

/** A pod by its name, or any one of a deployment's. */
export type PodWords =
  | { readonly kind: 'pod'; readonly name: string }
  | { readonly kind: 'some-pod'; readonly deployment: string };

/** A pod that was named may still be on its way; traffic is sent once it has an address. */
const podWithinMs = 60_000;

/** The words of `{client}`; machines are checked against the scenario's cluster. */
export function parseClient(world: World, words: string): Client {
  if (words === 'the runner') return { kind: 'runner' };
  if (words.includes(' ')) {
    world.requireLab();
    return parsePod(words);
  }
  return { kind: 'machine', name: world.machineName(words) };
}

/** `pod web` or `a pod of deployment web`. */
export function parsePod(words: string): PodWords {
  const name = words.slice(words.lastIndexOf(' ') + 1);
  return words.startsWith('pod ') ? { kind: 'pod', name } : { kind: 'some-pod', deployment: name };
}

/** As a sentence names it. */
export function describeClient(client: Client): string {
  if (client.kind === 'runner') return 'the runner';
  if (client.kind === 'machine') return client.name;
  return client.kind === 'pod' ? `pod ${client.name}` : `a pod of deployment ${client.deployment}`;
}

/** Where the client's commands run. Waits for a pod that is not there yet. */
export async function executorOf(world: World, client: Client): Promise<Executor> {
  if (client.kind === 'runner' || client.kind === 'machine') return placeOutside(world, client);
  return inPod(world, await podOf(world, client));
}

/** Where the commands of a client that is no pod run. */
export function placeOutside(world: World, client: Exclude<Client, PodWords>): Executor {
  return client.kind === 'runner' ? world.lab.runner() : world.lab.machine(client.name);
}

/** The network of a pod that was looked up. */
export function inPod(world: World, { namespace, name }: PodState): Executor {
  return world.lab.inPod({ namespace, name });
}

/** A pod with an address, by its name or as one of a deployment's. */
export async function podOf(world: World, client: PodWords): Promise<PodState> {
  const { namespace, name } = objectName(client.kind === 'pod' ? client.name : client.deployment);
  const select: PodSelection = client.kind === 'pod' ? { pod: name } : { deployment: name };
  const pods = watchPods(await world.kube(), { namespace, select });
  try {
    const seen = await eventually(pods, hasRunningPod(describeClient(client)), {
      withinMs: podWithinMs,
      what: `${describeClient(client)} was not running`,
      signal: world.signal,
    });
    return seen.find(isReachable) as PodState;
  } finally {
    pods.close();
  }
}

function hasRunningPod(what: string) {
  return (pods: readonly PodState[]) => {
    const found = pods.find(isReachable);
    if (found) return met(`${found.name} has ${found.ip}`);
    const seen = pods.map((pod) => `${pod.name} is ${pod.status}`).join(', ');
    return notYet(seen || `there is no ${what.replace(/^a /, '')}`);
  };
}

function isReachable(pod: PodState): boolean {
  return pod.ip !== undefined && pod.status === 'Running' && !pod.deleting;
}
