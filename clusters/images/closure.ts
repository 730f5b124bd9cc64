import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { run, runOrThrow } from '../../support/exec/exec';
import type { Entry } from './layer';

/** A program of a Debian root file system with the libraries it loads, as an image holds them. Needs root (chroot). */
export async function withLibraries(root: string, program: string): Promise<readonly Entry[]> {
  // Exits with 1 for a static program.
  const { stdout } = await run(['chroot', root, '/usr/bin/ldd', program]);
  // Lines read `libc.so.6 => /lib/…/libc.so.6 (0x…)`, or `/lib64/ld-linux-x86-64.so.2 (0x…)`; static programs have none.
  const libraries = [...stdout.matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm)].map(([, path]) => path ?? '');
  return Promise.all([program, ...libraries].map((path) => fileOf(root, path)));
}

/** One file of a Debian root file system, under the same path; links are followed inside the root. */
export async function fileOf(root: string, path: string): Promise<Entry> {
  return { path: path.slice(1), source: await realpath(join(root, path)) };
}

/** BusyBox as the image's shell and tools. Its shell prefers its own applets to whatever else is on the PATH. */
export async function busybox(root: string): Promise<readonly Entry[]> {
  const { stdout } = await runOrThrow(['chroot', root, '/bin/busybox', '--list']);
  const applets = stdout.split('\n').filter((name) => name && name !== 'busybox');
  const links = applets.map((name) => ({ path: `bin/${name}`, target: '/bin/busybox' }));
  return [{ ...(await fileOf(root, '/bin/busybox')), mode: 0o755 }, ...links];
}

/** dash and bash, which run the tools on the PATH, with BusyBox for the tools that the image has not in full. */
export async function debianShells(root: string): Promise<readonly Entry[]> {
  return [
    ...(await busybox(root)),
    ...(await withLibraries(root, '/usr/bin/dash')),
    ...(await withLibraries(root, '/usr/bin/bash')),
    { path: 'bin/sh', target: '/usr/bin/dash' },
    { path: 'bin/bash', target: '/usr/bin/bash' },
  ];
}

/** Certificates, accounts, name look-up and a `/tmp`: what programs expect of any image. */
export async function basics(root: string, accounts: readonly Account[] = []): Promise<readonly Entry[]> {
  const all = [{ name: 'root', id: 0, home: '/root' }, { name: 'nobody', id: 65534, home: '/' }, ...accounts];
  return [
    { path: 'tmp', mode: 0o1777 },
    { path: 'root', mode: 0o700 },
    {
      path: 'etc/passwd',
      content: all.map((one) => `${one.name}:x:${one.id}:${one.group ?? one.id}::${one.home}:/bin/sh\n`).join(''),
    },
    { path: 'etc/group', content: all.map((one) => `${one.name}:x:${one.group ?? one.id}:\n`).join('') },
    { path: 'etc/nsswitch.conf', content: 'passwd: files\ngroup: files\nhosts: files dns\n' },
    await fileOf(root, '/etc/ssl/certs/ca-certificates.crt'),
  ];
}

export interface Account {
  readonly name: string;
  readonly id: number;
  /** Its group's id, if not the same. */
  readonly group?: number;
  readonly home: string;
}
