import { Inconclusive, messageOf } from '../errors';
import type { Argv, ExecResult, Executor } from '../exec/exec';

/** How long a tool may take beyond its own limit before it is given up: it hangs, which says nothing about the network. */
export const graceMs = 5000;

/** A tool that could not be asked: never an observation of the network. */
export interface NoAnswer {
  readonly kind: 'probe-missing' | 'unknown';
  readonly words: string;
}

/** Runs a probe's tool. What comes back is its result, or why there is none. Rejects only when aborted. */
export async function runTool(
  from: Executor,
  argv: Argv,
  { limitMs, signal }: { readonly limitMs: number; readonly signal: AbortSignal },
): Promise<ExecResult | NoAnswer> {
  try {
    const result = await from.exec(argv, { timeoutMs: limitMs, signal });
    return answerOf(result, argv[0]);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    return {
      kind: 'probe-missing',
      words: `${argv[0]} could not be run on ${from.name}: ${reasonOf(error)}`,
    };
  }
}

export function isResult(answer: ExecResult | NoAnswer): answer is ExecResult {
  return 'exitCode' in answer;
}

/**
 * A tool's result, or why it is none: 126 and 127 are the shell's and the container runtimes' for what cannot be run and
 * what is not there.
 */
export function answerOf(result: ExecResult, tool: string): ExecResult | NoAnswer {
  const { exitCode, timedOut, stderr } = result;
  if (timedOut) return { kind: 'unknown', words: `${tool} did not end in time` };
  if (exitCode === undefined) return { kind: 'unknown', words: `${tool} was killed` };
  if (exitCode !== 126 && exitCode !== 127) return result;
  return { kind: 'probe-missing', words: firstLine(stderr) || `${tool} is not there` };
}

/** Of an error of ours the observation, without the command line that is in its first sentence. */
function reasonOf(error: unknown): string {
  return firstLine((error instanceof Inconclusive && error.explanation.last) || messageOf(error));
}

export function firstLine(words: string): string {
  return words.trim().split('\n')[0] ?? '';
}

/** Whole seconds, as tools want them: never less than asked for. */
export function seconds(ms: number): string {
  return String(Math.max(1, Math.ceil(ms / 1000)));
}
