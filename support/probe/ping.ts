import type { Condition, Probe } from '../assert';
import type { ExecResult, Executor } from '../exec/exec';
import { isOneOf } from './outcome';
import { firstLine, graceMs, isResult, type NoAnswer, runTool, seconds } from './tool';

export type PingOutcome =
  | { readonly kind: 'answered'; readonly ms: number; readonly words: string }
  /** `by`: the router that said so; nothing when this machine itself has no way. */
  | { readonly kind: 'unreachable'; readonly by?: string | undefined; readonly words: string }
  | { readonly kind: 'no-answer' | 'unknown-host' | 'probe-missing' | 'unknown'; readonly words: string };

export interface PingOptions {
  /** For the answer, in milliseconds; whole seconds are waited, 1 s unless told. */
  readonly timeoutMs?: number;
}

/** One ICMP echo request with iputils' ping. */
export function ping(from: Executor, address: string, { timeoutMs = 1000 }: PingOptions = {}): Probe<PingOutcome> {
  const limitMs = timeoutMs + graceMs;
  return {
    description: `ping ${address} from ${from.name}`,
    limitMs: limitMs + graceMs,
    observe: async (signal) => {
      const argv = ['ping', '-n', '-c1', `-W${seconds(timeoutMs)}`, '--', address] as const;
      return pingOutcome(await runTool(from, argv, { limitMs, signal }));
    },
  };
}

export const pingAnswers = (): Condition<PingOutcome> => isOneOf<PingOutcome>('answered');
/** No answer came: dropped on the way, or a host on the way said that it goes no further. */
export const pingGetsNoAnswer = (): Condition<PingOutcome> => isOneOf<PingOutcome>('no-answer', 'unreachable');
export const pingIs = (kind: PingOutcome['kind']): Condition<PingOutcome> => isOneOf<PingOutcome>(kind);

/** Reads iputils' words; its exit status only tells an answer (0) from none (1) and from trouble (2). */
export function pingOutcome(answer: ExecResult | NoAnswer): PingOutcome {
  if (!isResult(answer)) return answer;
  const { exitCode, stdout, stderr } = answer;
  const said = firstLine(stderr) || firstLine(stdout.split('\n').slice(1).join('\n'));
  if (exitCode === 0) return answered(stdout);
  const icmp = /^From ([^ ]+) icmp_seq=\d+ (.+)$/m.exec(stdout);
  if (icmp) return { kind: 'unreachable', by: icmp[1]?.replace(/:$/, ''), words: icmp[0] };
  if (isUnknownHost(stderr)) return { kind: 'unknown-host', words: said };
  if (isUnreachable(stderr)) return { kind: 'unreachable', words: said };
  if (exitCode === 1 && / 0 received/.test(stdout))
    return { kind: 'no-answer', words: 'no answer to the echo request' };
  return { kind: 'unknown', words: said || `ping exited with ${exitCode}` };
}

function answered(stdout: string): PingOutcome {
  const ms = Number(/time[=<]([\d.]+) ms/.exec(stdout)?.[1] ?? Number.NaN);
  return { kind: 'answered', ms, words: `answered in ${ms} ms` };
}

function isUnknownHost(stderr: string): boolean {
  return /name resolution|name or service not known|no address associated|unknown host/i.test(stderr);
}

/** What the kernel says without asking anyone: no route, a blackhole (EINVAL), a prohibiting one (EACCES), a filter. */
function isUnreachable(stderr: string): boolean {
  return /unreachable|no route to host|invalid argument|local firewall rules|operation not permitted/i.test(stderr);
}
