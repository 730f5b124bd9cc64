import { machineNames } from '../../clusters/lab';
import { parsePod, podOf } from './client';
import type { World } from './world';

/**
 * Words that name where traffic goes become an address: `pod web` and `port 8080 of a pod of deployment web` by the pod's address,
 * `worker01:30080` by the machine's. Any other URL or name stays as it is written.
 */
export async function resolveTarget(world: World, words: string): Promise<string> {
  const [, port, pod] = /^(?:port (\d+) of )?((?:pod|a pod of deployment) \S+)$/.exec(words) ?? [];
  if (pod === undefined) return withMachineAddress(world, words);
  const { ip } = await podOf(world, parsePod(pod));
  return port === undefined ? `${ip}` : `${ip}:${port}`;
}

function withMachineAddress(world: World, words: string): string {
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)?([^/:]+)(.*)$/.exec(words) ?? [];
  if (!machineNames(world.spec).includes(host)) return words;
  return `${scheme}${world.lab.machine(host).addresses[0]}${rest}`;
}
