import { join } from 'node:path';

/** One upstream component at a pinned version: where it is downloaded, how it is built instead, how it is recognised. */
export interface PinnedComponent {
  readonly name: string;
  /** As upstream writes it, with the `v`. */
  readonly version: string;
  readonly programs: readonly Program[];
  /** Empty if its publisher offers no SHA-256 to check a file against: then it is built. */
  readonly downloads: readonly Download[];
  readonly build: GoBuild;
}

/** An executable in the component's `bin/`, and words that it prints about its version (on either stream). */
export interface Program {
  readonly name: string;
  readonly versionArgs: readonly string[];
  readonly prints: string;
}

/** A published file: a program, or an archive of programs. None of these addresses could be tried where this was written. */
export interface Download {
  readonly url: string;
  /**
   * Where its publisher puts the SHA-256. It comes from the same host over the same TLS: proof against damage, and as
   * good as that host. (Go module builds are pinned by go.sum.)
   */
  readonly checksumUrl: string;
  /** A gzipped tar with the component's programs somewhere in it. */
  readonly archive?: true;
  /** The program that a file of another name is. */
  readonly program?: string;
}

export interface GoBuild {
  /** Directory with go.mod and go.sum, under `go/`. */
  readonly module: string;
  /** `tool`: every tool directive of go.mod; `.`: the module's own main package; or an import path. */
  readonly packages: string;
  /** Import paths whose tests are made into programs: `…/test/e2e` becomes `e2e.test`. */
  readonly tests?: readonly string[];
  /** Linker variables that carry the version. */
  readonly stamps: Readonly<Record<string, string>>;
  readonly tags?: string;
  /** Further words for the linker. */
  readonly linker?: string;
  /** Files and directories of modules that the programs read while they run: by name in the component, `module//path`. */
  readonly sources?: Readonly<Record<string, string>>;
  readonly adapted?: Adaptation;
  /** Programs of this project's own among them, by name, and what each stands for: the report calls them substituted. */
  readonly substitutes?: Readonly<Record<string, string>>;
  /** What go calls a program → what it is called in `bin/`. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Disk space that the build takes with Go's own caches, when those are empty. */
  readonly needsGib: number;
}

/** One change to one file of a module, for machines that it was not written for. */
export interface Adaptation {
  readonly module: string;
  readonly file: string;
  /** Has to be there exactly once. */
  readonly text: string;
  readonly instead: string;
}

/** Where the go.mod and go.sum of builds lie. */
export const goModules = join(__dirname, 'go');
