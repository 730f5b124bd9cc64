import { existsSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../../package.json';
import { stampName, verifiedParts } from './problem-folder';

/** What `endstate verify` found sound, and with what. It lies in the problem's folder and is committed with it. */
export interface Stamp {
  /** Endstate's version: another one judges otherwise. */
  readonly endstate: string;
  /** ISO 8601. */
  readonly verifiedAt: string;
  /** Who made the labs, and the Kubernetes that ran in them. */
  readonly labs: string;
  /** Only scenarios with these tags; every one where it is empty. */
  readonly tags: string;
  /** Each wrong answer was judged in one scenario alone. */
  readonly once: boolean;
  /** Scenarios that were judged. */
  readonly scenarios: number;
  /** SHA-256 of each of the problem's parts, by its path: an answer is one. */
  readonly parts: Readonly<Record<string, string>>;
}

/** Of the file's shape: one of another is no stamp. */
const format = 1;

/** Written whole or not at all. */
export async function writeStamp(stamp: Stamp, problemDir: string): Promise<void> {
  const path = join(problemDir, stampName);
  await writeFile(`${path}.new`, `${JSON.stringify({ format, ...stamp }, null, 2)}\n`);
  await rename(`${path}.new`, path);
}

/** What a problem's stamp says; none where there is none, or none that can be read. */
export function readStamp(problemDir: string): Stamp | undefined {
  const path = join(problemDir, stampName);
  if (!existsSync(path)) return undefined;
  try {
    const { format: written, ...stamp } = JSON.parse(readFileSync(path, 'utf8')) as Stamp & { format: number };
    const whole =
      written === format && typeof stamp.parts === 'object' && stamp.parts !== null && typeof stamp.tags === 'string';
    return whole ? stamp : undefined;
  } catch {
    return undefined; // a merge's conflict, or cut off: as if there were none
  }
}

/** Why a stamp does not stand for a problem as it is now, judged by the scenarios with these tags; undefined where it does. */
export function whyOutdated(stamp: Stamp, problemDir: string, tags: string): string | undefined {
  if (stamp.endstate !== version) return `it was verified with Endstate ${stamp.endstate}, this is ${version}`;
  const changed = changedParts(stamp.parts, verifiedParts(problemDir));
  if (changed.length > 0) return `changed since it was verified: ${listed(changed)}`;
  if (stamp.tags !== '' && stamp.tags !== tags) return `it was verified with --tags '${stamp.tags}' alone`;
  return undefined;
}

/** Paths of what was changed, added or taken away. */
function changedParts(before: Stamp['parts'], now: Stamp['parts']): readonly string[] {
  const paths = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return paths.filter((path) => before[path] !== now[path]);
}

const mostListed = 8;

function listed(paths: readonly string[]): string {
  const more = paths.length - mostListed;
  return [...paths.slice(0, mostListed), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}
