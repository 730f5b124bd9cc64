import { unknownWord } from '../support/nearest';
import type { Provider, ProviderName } from './provider';

/** Providers are loaded when they are asked for: the others cost nothing. */
const loaders: Readonly<Partial<Record<ProviderName, () => Provider>>> = {
  netns: () => {
    const { netns }: typeof import('./netns/provider') = require('./netns/provider');
    return netns;
  },
  k3d: () => {
    const { k3d }: typeof import('./k3d/provider') = require('./k3d/provider');
    return k3d;
  },
};

export const providerNames = Object.keys(loaders) as readonly ProviderName[];

/**
 * A provider by name; `auto` is the first that this project would take on any machine. Throws BadInput for an
 * unknown name, with the nearest known one.
 */
export function provider(name = process.env.ENDSTATE_PROVIDER ?? 'auto'): Provider {
  const wanted = name === 'auto' || name === '' ? 'netns' : name;
  const load = loaders[wanted as ProviderName];
  if (!load) throw unknownWord('provider', name, ['auto', ...providerNames]);
  return load();
}
