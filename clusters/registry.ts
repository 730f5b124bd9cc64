import { NotApplicable, Unsupported } from '../support/errors';
import { unknownWord } from '../support/nearest';
import type { LabSpec } from './lab';
import type { Provider, ProviderName } from './provider';

/** Providers are loaded when they are asked for: the others cost nothing. */
const loaders: Readonly<Record<ProviderName, () => Provider>> = {
  netns: () => {
    const { netns }: typeof import('./netns/provider') = require('./netns/provider');
    return netns;
  },
  kind: () => {
    const { kind }: typeof import('./kind/provider') = require('./kind/provider');
    return kind;
  },
  k3d: () => {
    const { k3d }: typeof import('./k3d/provider') = require('./k3d/provider');
    return k3d;
  },
  existing: () => {
    const { existing }: typeof import('./existing/provider') = require('./existing/provider');
    return existing;
  },
};

export const providerNames = Object.keys(loaders) as readonly ProviderName[];

/** Which provider makes labs here, and why that one. */
export interface Choice {
  readonly name: ProviderName;
  readonly why: string;
}

/** What `auto` goes by. Tests put other machines here. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  readonly root: boolean;
}

const thisComputer = (): Computer => ({ platform: process.platform, root: process.getuid?.() === 0 });

/**
 * The provider that `ENDSTATE_PROVIDER` names; `auto`, or nothing, is netns for root on Linux, else kind, which needs no more
 * than a Docker that answers. Throws BadInput for an unknown name, with the nearest known one.
 */
export function chosenProvider(
  asked = process.env.ENDSTATE_PROVIDER ?? 'auto',
  { platform, root }: Computer = thisComputer(),
): Choice {
  if (asked !== 'auto' && asked !== '') return { name: known(asked), why: `ENDSTATE_PROVIDER=${asked}` };
  if (platform === 'linux' && root) return { name: 'netns', why: 'this is Linux, with root' };
  const missing = platform === 'linux' ? 'root' : 'Linux';
  return { name: 'kind', why: `netns needs ${missing}, and kind no more than a Docker that answers` };
}

/** The provider of that name; without one, {@link chosenProvider}. */
export function provider(name: string = chosenProvider().name): Provider {
  return loaders[known(name)]();
}

/** Every provider, whichever makes labs now: labs of all of them may be up. */
export function everyProvider(): readonly Provider[] {
  chosenProvider();
  return providerNames.map((name) => provider(name));
}

/**
 * Rejects with Unsupported, with the reason and how that provider came to be asked. In a cell of the matrix, what its provider makes
 * nowhere is out of place there (NotApplicable); what this machine lacks is another matter.
 */
export async function requireSupport(maker: Provider, spec: LabSpec, inCell = false): Promise<void> {
  const support = await maker.supports(spec);
  if (support.supported) return;
  if (inCell && support.everywhere) {
    throw new NotApplicable({ what: `provider ${maker.name} cannot make its cluster: ${support.reason}` });
  }
  const { name, why } = chosenProvider();
  throw new Unsupported({
    what: `provider ${maker.name} cannot make this cluster here`,
    last: support.reason + (name === maker.name ? ` (${name} was taken: ${why})` : ''),
    next: 'npm run endstate -- doctor',
  });
}

function known(asked: string): ProviderName {
  const found = providerNames.find((name) => name === asked);
  if (found) return found;
  throw unknownWord('provider', asked, ['auto', ...providerNames]);
}
