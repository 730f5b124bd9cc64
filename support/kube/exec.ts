import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { V1Status } from '@kubernetes/client-node';
import { Inconclusive, messageOf } from '../errors';
import type { Argv, ExecOptions, ExecResult, Executor } from '../exec/exec';
import type { Kube } from './client';
import { library } from './connect';

interface ContainerAt {
  readonly namespace: string;
  readonly name: string;
  /** The pod's only or default container unless told. */
  readonly container?: string | undefined;
}

/** Runs commands in a container, with what its image holds: `kubectl exec`. `env` and `cwd` are not supported. */
export function execIn(kube: Kube, at: ContainerAt): Executor {
  return {
    name: `pod ${at.name}`,
    exec: (argv, options = {}) => execInContainer(kube, at, argv, options),
  };
}

async function execInContainer(kube: Kube, at: ContainerAt, argv: Argv, options: ExecOptions): Promise<ExecResult> {
  const started = performance.now();
  const command = `kubectl exec -n ${at.namespace} ${at.name} -- ${argv.join(' ')}`;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const printed = Promise.all([text(stdout), text(stderr)]);
  try {
    const status = await ending(options, (ended) => converse(kube, at, argv, { options, stdout, stderr, ended }));
    stdout.end();
    stderr.end();
    const [out, err] = await printed;
    const result = { command, stdout: trim(out), stderr: trim(err), durationMs: performance.now() - started };
    if (status === 'timed-out') return { ...result, exitCode: undefined, timedOut: true };
    return { ...result, exitCode: exitCodeOf(status), timedOut: false };
  } catch (error) {
    if (options.signal?.aborted) throw options.signal.reason;
    const what = `"${argv.join(' ')}" could not be run in pod ${at.name}`;
    throw new Inconclusive({ what, last: wordsOf(error) }, { cause: error });
  }
}

/** How the command's end is told. */
interface Ended {
  resolve(status: V1Status | 'timed-out'): void;
  reject(reason: unknown): void;
}

/** Waits for the command's end, its deadline or its caller, and hangs up in every case. */
async function ending(
  { timeoutMs, signal }: ExecOptions,
  start: (ended: Ended) => Promise<{ close(): void }>,
): Promise<V1Status | 'timed-out'> {
  signal?.throwIfAborted();
  let hangUp = () => {};
  let timer: NodeJS.Timeout | undefined;
  let abort = () => {};
  try {
    return await new Promise((resolve, reject) => {
      abort = () => reject(signal?.reason);
      signal?.addEventListener('abort', abort, { once: true });
      if (timeoutMs !== undefined) timer = setTimeout(() => resolve('timed-out'), timeoutMs);
      const connection = start({ resolve, reject });
      connection.catch(reject);
      hangUp = () => void connection.then((socket) => socket.close()).catch(() => {});
    });
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
    hangUp();
  }
}

interface Conversation {
  readonly options: ExecOptions;
  readonly stdout: PassThrough;
  readonly stderr: PassThrough;
  readonly ended: Ended;
}

async function converse(kube: Kube, at: ContainerAt, argv: Argv, { options, stdout, stderr, ended }: Conversation) {
  const { Exec } = await library();
  const input = options.input === undefined ? null : Readable.from([options.input]);
  const { namespace, name, container = '' } = at;
  const exec = new Exec(kube.config);
  const socket = await exec.exec(namespace, name, container, [...argv], stdout, stderr, input, false, ended.resolve);
  socket.onclose = () => ended.reject(new Error('the connection closed before the command ended'));
  return socket;
}

/** A status that names no exit code is the runtime's refusal to run the command at all. */
function exitCodeOf(status: V1Status): number {
  if (status.status === 'Success') return 0;
  const cause = status.details?.causes?.find(({ reason }) => reason === 'ExitCode');
  if (cause?.message) return Number(cause.message);
  throw new Error(status.message ?? 'no reason given');
}

/** The socket's error event is no Error and keeps the words in a field. */
function wordsOf(error: unknown): string {
  const { message } = error as { message?: unknown };
  return typeof message === 'string' ? message : messageOf(error);
}

function trim(printed: string): string {
  return printed.replace(/\n$/, '');
}
