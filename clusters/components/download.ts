import { createHash } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { Inconclusive, messageOf } from '../../support/errors';
import { runOrThrow } from '../../support/exec/exec';
import type { MakeContext } from './artifact';
import type { Download, PinnedComponent, Program } from './pinned';

export type Fetch = (
  url: string,
  init: { readonly signal: AbortSignal; readonly method?: string },
) => Promise<Response>;

const answersWithinMs = 3_000;
const downloadedWithinMs = 10 * 60_000;

/** Hosts asked so far; a host that did not answer is not asked again in this process. */
const asked = new Map<string, Promise<string | undefined>>();

/** Why the component cannot be downloaded here, or undefined if its host answers. */
export function whyNoDownload({ downloads }: PinnedComponent, fetchIt: Fetch = fetch): Promise<string | undefined> {
  const url = downloads[0]?.checksumUrl;
  return url ? whyNotFrom(url, fetchIt) : Promise.resolve('it is published nowhere');
}

/** Why nothing can be downloaded from an address's host, or undefined if it answers. Asked once in a process. */
export function whyNotFrom(url: string, fetchIt: Fetch = fetch): Promise<string | undefined> {
  const { host } = new URL(url);
  const known = asked.get(host) ?? probe(url, host, fetchIt);
  asked.set(host, known);
  return known;
}

async function probe(url: string, host: string, fetchIt: Fetch): Promise<string | undefined> {
  try {
    const response = await fetchIt(url, { method: 'HEAD', signal: AbortSignal.timeout(answersWithinMs) });
    return response.ok ? undefined : `${host} answered HTTP ${response.status}`;
  } catch (error) {
    return `${host} did not answer: ${reason(error)}`;
  }
}

/** Downloads the component's files, checks them, and puts its programs into `dir/bin`. */
export async function download(
  component: PinnedComponent,
  dir: string,
  context: MakeContext,
  fetchIt: Fetch = fetch,
): Promise<void> {
  const bin = join(dir, 'bin');
  await mkdir(bin, { recursive: true });
  for (const one of component.downloads) {
    context.report('fetch', one.url);
    const file = join(dir, basename(one.url));
    await writeFile(file, await verified(one, context.signal, fetchIt));
    await place(one, file, component.programs, bin);
  }
}

async function verified(
  { url, checksumUrl }: Download,
  signal: AbortSignal | undefined,
  fetchIt: Fetch,
): Promise<Buffer> {
  const content = await fetched(url, signal, fetchIt);
  const expected = checksumFor(basename(url), (await fetched(checksumUrl, signal, fetchIt)).toString('utf8'));
  const actual = createHash('sha256').update(content).digest('hex');
  if (actual === expected) return content;
  throw new Inconclusive({
    what: `${url} is not what its publisher says it is`,
    last: `SHA-256 ${actual}, and ${checksumUrl} says ${expected ?? 'nothing about it'}`,
    next: 'look at what stands between this machine and that host; or build it: ENDSTATE_SOURCE=build npm run setup',
  });
}

/** Reads `<hash>` alone, or the line `<hash>  <name>` of a list. */
export function checksumFor(name: string, text: string): string | undefined {
  const lines = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/));
  const line =
    lines.find(([, file]) => file && basename(file.replace(/^\*/, '')) === name) ??
    (lines.length === 1 ? lines[0] : undefined);
  return line?.[0]?.match(/^[0-9a-f]{64}$/i)?.[0].toLowerCase();
}

/** What is at an address. Rejects with Inconclusive: not there, or not within ten minutes. */
export async function fetched(url: string, signal: AbortSignal | undefined, fetchIt: Fetch = fetch): Promise<Buffer> {
  const deadline = AbortSignal.timeout(downloadedWithinMs);
  try {
    const response = await fetchIt(url, { signal: signal ? AbortSignal.any([signal, deadline]) : deadline });
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  } catch (error) {
    signal?.throwIfAborted();
    throw new Inconclusive({
      what: `${url} could not be downloaded within ${downloadedWithinMs / 60_000} minutes`,
      last: reason(error),
      next: 'try again (what is finished is kept): npm run setup',
    });
  }
}

async function place(
  { archive, program }: Download,
  file: string,
  programs: readonly Program[],
  bin: string,
): Promise<void> {
  if (!archive) return rename(file, join(bin, program ?? basename(file)));
  const unpacked = `${file}.d`;
  await mkdir(unpacked);
  await runOrThrow(['tar', '-xzf', file, '-C', unpacked, '--no-same-owner']);
  const files = (await readdir(unpacked, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  for (const { name } of programs) {
    const found = files.find((entry) => entry.name === name);
    if (found) await rename(join(found.parentPath, name), join(bin, name));
  }
  await rm(unpacked, { recursive: true });
  await rm(file);
}

/** The words below `fetch failed`: undici puts the system's own into the cause. */
function reason(error: unknown): string {
  const cause = error instanceof Error && error.cause;
  return cause instanceof Error ? cause.message || cause.name : messageOf(error);
}
