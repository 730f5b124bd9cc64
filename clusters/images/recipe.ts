import type { Artifact, Maker } from '../components/artifact';
import type { ImageConfig } from './archive';
import type { Entry } from './layer';

/** How to make an image from Debian packages or Go modules that answers as the published one does. */
export interface ImageRecipe {
  /** In full, without a tag: `docker.io/library/caddy`. */
  readonly repository: string;
  /** The recipe's own file: the image is made again when it changes. */
  readonly source: string;
  /** Further files of ours that decide what is inside. */
  readonly helpers?: readonly string[];
  /** What goes into it, made first, in this order. Most are the same for every tag. */
  ingredients(tag?: string): Promise<readonly Maker[]>;
  assemble(ingredients: readonly Artifact[], tag?: string): Promise<Assembled>;
}

export interface Assembled {
  readonly entries: readonly Entry[];
  readonly config: ImageConfig;
  /** The version really inside, whatever tag was asked for. */
  readonly version: string;
  /** What is inside and where it came from, for the report. */
  readonly inside: string;
}

export const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** The version of a Debian package in a root file system's provenance. */
export function packageVersion({ provenance }: Artifact, name: string): string {
  return provenance.find((one) => one.name === name)?.version ?? 'unknown';
}
