import { readFile } from 'node:fs/promises';
import { BadInput, messageOf } from '../errors';
import { Kube } from './client';
import { Transport } from './transport';

/** The client library takes about 0.4 s to load, so it is loaded when first needed, not at start-up. */
export const library = () => import('@kubernetes/client-node');

/** Loads the client library ahead of time, while something else is waited for. */
export async function preload(): Promise<void> {
  await library();
}

/** Reads a kubeconfig. Nothing is sent yet. Rejects with BadInput when the file cannot be read or used. */
export async function connect(kubeconfigPath: string): Promise<Kube> {
  const { KubeConfig } = await library();
  const config = new KubeConfig();
  try {
    await readFile(kubeconfigPath); // its error names the path; the library's may not
    config.loadFromFile(kubeconfigPath);
  } catch (error) {
    const what = `the kubeconfig ${kubeconfigPath} cannot be read`;
    throw new BadInput({ what, last: messageOf(error) }, { cause: error });
  }
  return new Kube(config, await Transport.of(config));
}
