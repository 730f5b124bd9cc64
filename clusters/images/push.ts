import { type Executor, failureText } from '../../support/exec/exec';
import { until } from '../../support/exec/until';
import type { PushedBlob, PushedImage } from './program';

export interface PushOptions {
  readonly signal: AbortSignal;
  /** Where the commands run: beside the registry, since its network may be a lab's own. */
  readonly from: Executor;
}

const answersWithinMs = 30_000;
const requestLimitSeconds = 60;

/**
 * Gives an image to a registry that asks for no password, as the OCI distribution specification has it: each blob in
 * one request, then the manifest. `url` is the registry's: `http://192.0.2.1`. Rejects with the registry's words.
 */
export async function pushImage(
  url: string,
  repository: string,
  tag: string,
  image: PushedImage,
  options: PushOptions,
): Promise<void> {
  await answers(url, options);
  for (const blob of image.blobs) await pushBlob(`${url}/v2/${repository}/blobs/uploads/`, blob, options);
  await put(`${url}/v2/${repository}/manifests/${tag}`, image.mediaType, image.manifest.content, options);
}

async function answers(url: string, { from, signal }: PushOptions): Promise<void> {
  let last = '';
  const check = async () => {
    const result = await from.exec(['curl', ...quiet, '--output', '/dev/null', `${url}/v2/`], { signal });
    last = failureText(result);
    return result.exitCode === 0;
  };
  const what = `the registry at ${url} did not answer`;
  await until(check, { what, withinMs: answersWithinMs, everyMs: 100, signal, last: () => last });
}

async function pushBlob(uploads: string, { digest, content }: PushedBlob, options: PushOptions): Promise<void> {
  const { stdout } = await curl(['--request', 'POST', '--dump-header', '-', '--output', '/dev/null', uploads], options);
  const location = /^location: (\S+)/im.exec(stdout)?.[1];
  if (location === undefined) throw new Error(`the registry named no place for an upload:\n${stdout}`);
  const place = new URL(location, uploads);
  place.searchParams.set('digest', digest);
  await put(place.href, 'application/octet-stream', content, options);
}

function put(url: string, mediaType: string, content: Buffer, options: PushOptions) {
  const what = ['--request', 'PUT', '--header', `Content-Type: ${mediaType}`, '--data-binary', '@-', url];
  return curl(what, options, content);
}

const quiet = ['--silent', '--show-error', '--fail-with-body', '--max-time', `${requestLimitSeconds}`] as const;

async function curl(words: readonly string[], { from, signal }: PushOptions, input?: Buffer) {
  const result = await from.exec(['curl', ...quiet, ...words], { signal, ...(input ? { input } : {}) });
  if (result.exitCode === 0) return result;
  throw new Error(failureText(result));
}
