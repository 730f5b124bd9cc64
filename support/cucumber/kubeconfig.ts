import { readFile } from 'node:fs/promises';
import { parse, stringify } from 'yaml';
import { BadInput } from '../errors';
import type { World } from './world';

/** What of a kubeconfig says where its API server is. */
interface Kubeconfig {
  readonly clusters: readonly { readonly cluster: { server: string; 'tls-server-name'?: string } }[];
}

/** Where kubectl looks on a machine; on the disk, so that it is there after a reboot. */
const file = '/root/.kube/config';

/** Throws BadInput where the words are no `address:port`. */
export function requireEndpoint(words: string): void {
  if (/^[\w.-]+:\d{1,5}$/.test(words)) return;
  throw new BadInput({ what: `"${words}" is no address of an API server`, next: 'write address:port' });
}

/** Gives a machine the administrator's kubeconfig, for the API server at `address:port`: a proxy's, or its own. */
export async function giveKubeconfig(world: World, machine: string, endpoint: string): Promise<void> {
  const config = parse(await readFile(world.lab.kubeconfig, 'utf8')) as Kubeconfig;
  for (const { cluster } of config.clusters) {
    cluster.server = `https://${endpoint}`;
    delete cluster['tls-server-name']; // of the runner's own way to the API server
  }
  await world.lab.machine(machine).write(file, stringify(config), 0o600);
}
