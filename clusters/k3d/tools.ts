import type { Argv, ExecOptions, Executor } from '../../support/exec/exec';
import { dockerOrThrow, execIn } from '../docker/docker';
import type { PodRef } from '../lab';
import { itsDocker } from './commands';
import { clusterName, labelNames } from './config';

/** curl, ping, dig, tcpdump, nsenter: what the images of k3s and of pods do not have. */
export const toolsImage = 'nicolaka/netshoot:v0.13';

/** The containers of a lab that are not k3d's: one beside the cluster, and one in the network of each node. */
export const runnerTools = (id: string): string => `${clusterName(id)}-runner`;
export const nodeTools = (id: string, node: string): string => `${clusterName(id)}-tools-${node}`;

/** Starts one on the cluster's network: where a client beside the cluster is. */
export async function startRunner(id: string, signal: AbortSignal): Promise<void> {
  await start(id, runnerTools(id), ['--network', `k3d-${clusterName(id)}`], signal);
}

/** Starts one that sees a node's network and processes. */
export async function startNodeTools(id: string, node: string, container: string, signal: AbortSignal): Promise<void> {
  const inside = [`--network=container:${container}`, `--pid=container:${container}`, '--privileged'];
  await start(id, nodeTools(id, node), inside, signal);
}

async function start(id: string, name: string, words: readonly string[], signal: AbortSignal): Promise<void> {
  const label = `${labelNames.tools}=${id}`;
  await dockerOrThrow(
    itsDocker,
    ['run', '--detach', '--name', name, '--label', label, ...words, toolsImage, 'sleep', 'infinity'],
    {
      signal,
    },
  );
}

/** The place beside the cluster. */
export function runnerExecutor(id: string): Executor {
  return { name: 'the runner', exec: (argv, options) => execIn(itsDocker, runnerTools(id), argv, options) };
}

/** The pod's resolv.conf over the tools' own, in a mount namespace that ends with the command; a copy, as mounts do not cross. */
const inPodNetwork =
  'copy=$(mktemp) && cat "/proc/$0/root/etc/resolv.conf" >"$copy" && mount --bind "$copy" /etc/resolv.conf && rm "$copy" && exec nsenter --net="/proc/$0/ns/net" -- "$@"';

/** Where a pod runs, as its API object tells. */
export interface PodPlace {
  readonly node: string;
  readonly container: string;
}

/** The network of a pod, with the tools of its node. Rejects when the pod has no running sandbox. */
export function podExecutor(id: string, ref: PodRef, placeOf: () => Promise<PodPlace>): Executor {
  const name = `pod ${ref.name}`;
  return {
    name,
    exec: async (argv: Argv, options?: ExecOptions) => {
      const { node, container } = await placeOf();
      const pid = await sandboxProcess(container, ref);
      if (pid === undefined) throw new Error(`${name} has no running sandbox on ${node}`);
      const words: Argv = ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', inPodNetwork, pid, ...argv];
      return execIn(itsDocker, nodeTools(id, node), words, options);
    },
  };
}

/** Its number in the node's own PID namespace, which the node's tools share. */
async function sandboxProcess(container: string, { namespace, name }: PodRef): Promise<string | undefined> {
  const pods: Argv = ['crictl', 'pods', '--namespace', namespace, '--name', `^${name}$`, '--state', 'ready', '--quiet'];
  const [sandbox] = (await inNode(container, pods)).split('\n').filter(Boolean);
  if (sandbox === undefined) return undefined;
  const inspected = await inNode(container, ['crictl', 'inspectp', sandbox]);
  const pid = (JSON.parse(inspected) as { readonly info?: { readonly pid?: number } }).info?.pid;
  return pid === undefined ? undefined : String(pid);
}

async function inNode(container: string, argv: Argv): Promise<string> {
  return dockerOrThrow(itsDocker, ['exec', container, ...argv]);
}
