import { type Refused, refused, shown } from './refused';

/** Of a file within an answer; Kubespray's inventories, the deepest that anybody writes, have five. */
const deepest = 16;
/** Of one name: what Linux' file systems take. */
const longestName = 255;
const longestPath = 1_024;

/** What a terminal, a page or another reader would show or take as something else. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u{FFFD}]/u;

/**
 * The path of a file as an archive names it, without the `./` that `tar -C folder .` puts in front of all. Throws Refused for
 * any that could lead elsewhere, that two readers could take for different ones, or that would not be shown as it is.
 */
export function safePath(written: string): string {
  const path = written.replace(/^\.\//, '');
  const problem = problemOf(path);
  if (problem) throw refusedPath(written, problem);
  return path;
}

function problemOf(path: string): string | undefined {
  if (path === '') return 'is empty';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  if (path.includes('\\')) return 'has a backslash, which some programs take for a slash';
  if (invisible.test(path)) return 'has a control character, or one that cannot be seen or read';
  if (Buffer.byteLength(path) > longestPath) return `is longer than ${longestPath} bytes`;
  const names = path.split('/');
  if (names.length > deepest) return `is ${names.length} deep, and ${deepest} is the limit`;
  return names.map(problemOfName).find((problem) => problem !== undefined);
}

function problemOfName(name: string): string | undefined {
  if (name === '') return 'has an empty name in it';
  if (name === '..') return 'leads out of the answer by ".."';
  if (/^\.+$/.test(name)) return 'has a name of dots alone';
  if (Buffer.byteLength(name) > longestName) return `has a name longer than ${longestName} bytes`;
  if (/^\s|[\s.]$/.test(name)) return 'has a name that begins or ends with a blank, or ends with a dot';
  if (/^::|##(\[|vso)/.test(name)) return "has a name that is a CI system's command";
  return undefined;
}

function refusedPath(path: string, problem: string): Refused {
  return refused('paths', `the path "${shown(path)}" ${problem}`, path);
}

/** Bytes of a name as text. Throws Refused for what is no UTF-8. */
export function textOf(name: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(name);
  } catch {
    const readable = Buffer.from(name).toString('latin1');
    throw refused('paths', `the name "${shown(readable)}" is no UTF-8`, readable);
  }
}

/** What a file system without cases, or with another Unicode form, takes for the same name. */
export function folded(path: string): string {
  return path.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
