import { chmod, mkdir, symlink, utimes, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { shellWord } from '../../support/exec/shell-word';

/** A file of a machine's disk. `mode` defaults to 0644. */
export interface RegularFile {
  readonly content: string;
  readonly mode?: number;
}

export type DiskFile = RegularFile | { readonly link: string };

/** What a machine's disk holds beyond the shared root file system, by absolute path. */
export type DiskFiles = Readonly<Record<string, DiskFile>>;

export const file = (content: string): RegularFile => ({ content });
export const secret = (content: string): RegularFile => ({ content, mode: 0o600 });
export const script = (content: string): RegularFile => ({ content, mode: 0o755 });

/** A line of a service's log for every time it was started: how a component that dies again and again is noticed. */
export const startMark = 'endstate: starting';

/** What a service does beside running its command. */
export interface ServiceOptions {
  /** Shell that runs first. */
  readonly before?: readonly string[];
  /** The user whom its resources are counted for. Files and low ports are open to it as to root. */
  readonly countedFor?: number;
  /** A variable of /etc/default/<name> with flags, as Debian's units have it: each takes the place of its namesake. */
  readonly extraFlags?: string;
}

/**
 * A runit service: `sv status /etc/service/<name>` inside the machine shows it, and it is started again a second after
 * it ends. Its output is in /var/log/<name>.log.
 */
export function service(name: string, argv: readonly string[], options: ServiceOptions = {}): DiskFiles {
  const { before = [], extraFlags, countedFor } = options;
  const lines = [
    '#!/bin/bash',
    `exec >>/var/log/${name}.log 2>&1`,
    `echo '${startMark}'`,
    ...before,
    `command=(${argv.map(shellWord).join(' \\\n  ')})`,
    ...(extraFlags ? withExtraFlags(`/etc/default/${name}`, extraFlags) : []),
    ...(countedFor ? [`command=(${asUser(countedFor).join(' ')} "\${command[@]}")`] : []),
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the shell's
    'exec "${command[@]}"',
  ];
  return { [`/etc/service/${name}/run`]: script(`${lines.join('\n')}\n`) };
}

function asUser(user: number): readonly string[] {
  const kept = '+dac_override,+net_bind_service';
  return [
    'setpriv',
    `--reuid=${user}`,
    `--regid=${user}`,
    '--clear-groups',
    `--inh-caps=${kept}`,
    `--ambient-caps=${kept}`,
  ];
}

/** A flag that takes a list would append to its namesake's instead of taking its place. */
function withExtraFlags(file: string, variable: string): readonly string[] {
  return [
    `[ -f ${file} ] && . ${file}`,
    `for flag in \${${variable}-}; do`,
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: the shell's
    '  for at in "${!command[@]}"; do [[ ${command[at]} == "${flag%%=*}="* ]] && unset "command[at]"; done',
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: the shell's
    '  command+=("$flag")',
    'done',
  ];
}

/** Appends flags; each takes the place of its namesake. */
export function withFlags(argv: readonly string[], flags: readonly string[]): readonly string[] {
  const names = new Set(flags.map((flag) => flag.split('=')[0]));
  return [...argv.filter((word) => !names.has(word.split('=')[0])), ...flags];
}

/** Shell that waits until something listens; a builtin, since a poll that starts a program slows a start-up down. */
export function untilPortOpen(address: string, port: number): readonly string[] {
  return [`until : 2>/dev/null >/dev/tcp/${address}/${port}; do sleep 0.1; done`];
}

/**
 * Writes files to a machine that is off. `/var` is a directory of its own beside the overlay's upper one, since
 * containerd's snapshots cannot lie on an overlay.
 */
export async function writeDisk(disk: string, files: DiskFiles): Promise<void> {
  await Promise.all(['root/etc/service', 'work', 'var'].map((dir) => mkdir(join(disk, dir), { recursive: true })));
  await Promise.all(Object.entries(files).map(([path, content]) => writeOne(disk, path, content)));
  await settleServices(join(disk, 'root/etc/service'));
}

/** runsvdir sleeps for a second before it starts the services of a directory that was changed within the last one. */
export async function settleServices(directory: string): Promise<void> {
  await utimes(directory, 0, 0);
}

async function writeOne(disk: string, path: string, content: DiskFile): Promise<void> {
  const target = path.startsWith('/var/') ? join(disk, path) : join(disk, 'root', path);
  await mkdir(dirname(target), { recursive: true });
  if ('link' in content) {
    await symlink(content.link, target);
    return;
  }
  const { content: text, mode = 0o644 } = content;
  await writeFile(target, text, { mode });
  await chmod(target, mode);
}
