import { readFile } from 'node:fs/promises';
import type { KubeConfig } from '@kubernetes/client-node';
import { BadInput, messageOf } from '../errors';
import { unknownWord } from '../nearest';
import { type Guard, Kube } from './client';
import { Transport } from './transport';

/** The client library takes about 0.4 s to load, so it is loaded when first needed, not at start-up. */
export const library = () => import('@kubernetes/client-node');

/** Loads the client library ahead of time, while something else is waited for. */
export async function preload(): Promise<void> {
  await library();
}

/**
 * Reads a kubeconfig. Nothing is sent yet. What would change the cluster is sent only if the guard lets it be. Rejects
 * with BadInput when the file cannot be read or used.
 */
export async function connect(kubeconfigPath: string, guard?: Guard): Promise<Kube> {
  const config = await load(kubeconfigPath);
  return new Kube(config, await Transport.of(config), guard);
}

/** A kubeconfig for one of its contexts, whole: paths in it are absolute. Rejects with BadInput where there is none such. */
export async function forContext(kubeconfigPath: string, context: string): Promise<string> {
  const config = await load(kubeconfigPath);
  const names = config.getContexts().map(({ name }) => name);
  if (!names.includes(context)) throw unknownWord(`context of ${kubeconfigPath}`, context, names);
  config.setCurrentContext(context);
  return config.exportConfig();
}

async function load(kubeconfigPath: string): Promise<KubeConfig> {
  const { KubeConfig } = await library();
  const config = new KubeConfig();
  try {
    await readFile(kubeconfigPath); // its error names the path; the library's may not
    config.loadFromFile(kubeconfigPath);
  } catch (error) {
    const what = `the kubeconfig ${kubeconfigPath} cannot be read`;
    throw new BadInput({ what, last: messageOf(error) }, { cause: error });
  }
  return config;
}
