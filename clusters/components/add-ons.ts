import { join } from 'node:path';
import { unknownWord } from '../../support/nearest';
import type { Artifact, Maker } from './artifact';
import { cilium112, cilium115 } from './cilium';
import { componentMaker } from './component';
import { type RootfsRecipe, rootfsMaker } from './debian/rootfs';
import { containerd, type EndToEndMinor, endToEnd, endToEndMinors } from './manifest';

/** A component that only some labs have. */
interface AddOn {
  /** For labs of that Kubernetes minor. */
  readonly maker: (kubernetes: string) => Promise<Maker>;
  /** The directory that machines see. */
  readonly directory: (artifact: Artifact) => string;
}

/** What makes and loads eBPF programs, with all its libraries: not in everybody's root file system, since nobody else needs its 600 MB. */
const clang: RootfsRecipe = {
  name: 'clang',
  packages: ['base-files', 'bash', 'bpftool', 'clang', 'libc-bin'],
  optional: ['usr-is-merged'],
  commands: ['bpftool', 'clang'],
};

/** Cilium before 1.13 calls it beside clang. Apart from that, since nobody else's labs need its 260 MB. */
const llvm: RootfsRecipe = {
  name: 'llvm',
  packages: ['base-files', 'bash', 'libc-bin', 'llvm'],
  optional: ['usr-is-merged'],
  commands: ['llc'],
};

const addOns = {
  containerd: { maker: () => componentMaker(containerd), directory: ({ path }) => join(path, 'bin') },
  cilium: { maker: () => componentMaker(cilium115), directory: ({ path }) => path },
  'cilium-1.12': { maker: () => componentMaker(cilium112), directory: ({ path }) => path },
  /** Kubernetes' end-to-end tests and Ginkgo. */
  e2e: { maker: (minor) => componentMaker(endToEnd(endToEndMinor(minor))), directory: ({ path }) => join(path, 'bin') },
  clang: { maker: () => rootfsMaker(clang), directory: ({ path }) => join(path, 'root') },
  llvm: { maker: () => rootfsMaker(llvm), directory: ({ path }) => join(path, 'root') },
} satisfies Readonly<Record<string, AddOn>>;

export type AddOnName = keyof typeof addOns;

/** The minor, if its end-to-end tests are pinned too; throws BadInput with the nearest one that has them. */
export function endToEndMinor(asked: string): EndToEndMinor {
  const minor = endToEndMinors.find((known) => known === asked);
  if (minor) return minor;
  throw unknownWord('Kubernetes minor version with end-to-end tests', asked, endToEndMinors);
}

export const addOn = (name: AddOnName): AddOn => addOns[name];
