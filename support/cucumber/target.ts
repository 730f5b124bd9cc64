import { machineNames } from '../../clusters/lab';
import { BadInput } from '../errors';
import type { Executor } from '../exec/exec';
import type { TcpTarget } from '../probe';
import { inPod, parsePod, podOf } from './client';
import type { World } from './world';

/** Where traffic goes. */
export interface Target {
  /** What a probe is given: an address with or without a port, a URL, a name. */
  readonly address: string;
  /** The pod's network, where the words name a pod. */
  readonly pod?: Executor;
}

const podPattern = /^(?:port (\d+) of )?((?:pod|a pod of deployment) \S+)$/;

/**
 * Words that name where traffic goes become an address: `pod web` and `port 8080 of a pod of deployment web` by the pod's address,
 * `worker01:30080` by the machine's. Any other URL or name stays as it is written.
 */
export async function resolveTarget(world: World, words: string): Promise<Target> {
  const [, port, pod] = podPattern.exec(words) ?? [];
  if (pod === undefined) return { address: withMachineAddress(world, words) };
  const found = await podOf(world, parsePod(pod));
  return { address: port === undefined ? `${found.ip}` : `${found.ip}:${port}`, pod: inPod(world, found) };
}

/** Words that name a place with its port. Throws BadInput for others. */
export function requireEndpoint(words: string): void {
  const port = podPattern.test(words) ? podPattern.exec(words)?.[1] : /^[^/:\s]+:(\d+)$/.exec(words)?.[1];
  if (port !== undefined) return void requirePort(Number(port));
  const next = 'write host:port, or port 8080 of pod web';
  throw new BadInput({ what: `"${words}" names no place with a port to connect to`, next });
}

export function requirePort(port: number): number {
  if (port >= 1 && port <= 65_535) return port;
  throw new BadInput({ what: `there is no port ${port}`, next: 'write one from 1 to 65535' });
}

/** Takes `host:port` apart. */
export function endpointOf(address: string): TcpTarget {
  const [host = '', port] = address.split(':');
  return { host, port: Number(port) };
}

function withMachineAddress(world: World, words: string): string {
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)?([^/:]+)(.*)$/.exec(words) ?? [];
  if (!machineNames(world.spec).includes(host)) return words;
  return `${scheme}${world.lab.machine(host).addresses[0]}${rest}`;
}
