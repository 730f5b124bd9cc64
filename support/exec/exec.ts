import type { Options } from 'execa';

/** One command's environment, input, deadline. Times are milliseconds. */
export interface ExecOptions {
  readonly input?: string | Buffer;
  /** Adds to the environment (the executor decides what the environment is). */
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
  /** Told every line of standard output as it comes. */
  readonly onLine?: (line: string) => void;
  /** The command is meant to change the machine it runs on, which may refuse what could not be undone. */
  readonly changes?: boolean;
}

/** A command that ran: a non-zero exit is a result, not an error. */
export interface ExecResult {
  readonly command: string;
  /** `undefined` when a signal or the deadline ended it. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
  readonly durationMs: number;
}

export type Argv = readonly [string, ...string[]];

/** Somewhere a command can run: the runner, a machine, a pod's network. */
export interface Executor {
  readonly name: string;
  /** Resolves with the result whatever the exit status; rejects only if the command never ran. */
  exec(argv: Argv, options?: ExecOptions): Promise<ExecResult>;
}

/** Runs a command on this machine. Rejects with the system's words if it could not be started or was aborted. */
export async function run([file, ...args]: Argv, options: ExecOptions = {}): Promise<ExecResult> {
  // Loaded with the first command: 0.1 s that the start of a run does not have.
  const { execa }: typeof import('execa') = require('execa');
  const result = await execa(file, args, execaOptions(options));
  if (result.exitCode === undefined && !result.timedOut && !result.signal) throw result;
  if (result.isCanceled) throw result;
  return {
    command: result.escapedCommand,
    exitCode: result.exitCode,
    stdout: String(result.stdout),
    stderr: String(result.stderr),
    timedOut: result.timedOut,
    durationMs: result.durationMs,
  };
}

/** Like {@link run}, but a non-zero exit rejects too, with the command and its last words. */
export async function runOrThrow(argv: Argv, options: ExecOptions = {}): Promise<ExecResult> {
  const result = await run(argv, options);
  if (result.exitCode !== 0) throw new Error(failureText(result));
  return result;
}

/** The words for a failed command: paste the first line into a shell to see it again. */
export function failureText(result: ExecResult): string {
  const how = result.timedOut ? 'timed out' : `exited with ${result.exitCode ?? 'a signal'}`;
  const words = (result.stderr.trim() || result.stdout.trim()).split('\n').slice(-12).join('\n');
  return `${result.command}\n${how} after ${Math.round(result.durationMs)} ms${words ? `:\n${words}` : ''}`;
}

function execaOptions({ input, env, cwd, timeoutMs, signal, onLine }: ExecOptions) {
  return {
    reject: false,
    stripFinalNewline: true,
    ...(input === undefined ? { stdin: 'ignore' } : { input }),
    ...(env ? { env } : {}),
    ...(cwd ? { cwd } : {}),
    ...(timeoutMs === undefined ? {} : { timeout: timeoutMs, killSignal: 'SIGKILL' }),
    ...(signal ? { cancelSignal: signal } : {}),
    ...(onLine ? { stdout: listening(onLine) } : {}),
  } as const satisfies Options;
}

function listening(onLine: (line: string) => void) {
  return function* (line: unknown) {
    onLine(String(line));
    yield line;
  };
}
