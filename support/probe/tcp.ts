import type { Condition, Probe } from '../assert';
import type { ExecResult, Executor } from '../exec/exec';
import { isOneOf } from './outcome';
import { firstLine, graceMs, isResult, type NoAnswer, runTool, seconds } from './tool';

export interface TcpOutcome {
  readonly kind:
    | 'connected'
    | 'timed-out'
    | 'refused'
    | 'reset'
    | 'no-route'
    | 'dns-failed'
    | 'probe-missing'
    | 'unknown';
  readonly words: string;
}

export interface TcpOptions {
  /** For the connection, in milliseconds; whole seconds are waited, 2 s unless told. */
  readonly timeoutMs?: number;
}

/** One TCP connection, made and closed without a byte, with OpenBSD's nc. */
export function tcpConnect(from: Executor, host: string, port: number, options: TcpOptions = {}): Probe<TcpOutcome> {
  const { timeoutMs = 2000 } = options;
  const limitMs = timeoutMs + graceMs;
  return {
    description: `connect to ${host}:${port} from ${from.name}`,
    limitMs: limitMs + graceMs,
    observe: async (signal) => {
      const argv = ['nc', '-z', '-v', '-w', seconds(timeoutMs), '--', host, String(port)] as const;
      return tcpOutcome(await runTool(from, argv, { limitMs, signal }));
    },
  };
}

export const tcpIs = (kind: TcpOutcome['kind']): Condition<TcpOutcome> => isOneOf<TcpOutcome>(kind);

/** Reads nc's words; its exit status is 1 for every failure. */
export function tcpOutcome(answer: ExecResult | NoAnswer): TcpOutcome {
  if (!isResult(answer)) return answer;
  if (answer.exitCode === 0) return { kind: 'connected', words: 'connected' };
  const words = firstLine(answer.stderr) || `nc exited with ${answer.exitCode}`;
  return { kind: kindOf(answer.stderr), words };
}

function kindOf(said: string): TcpOutcome['kind'] {
  if (/connection refused/i.test(said)) return 'refused';
  if (/connection reset/i.test(said)) return 'reset';
  if (/timed out/i.test(said)) return 'timed-out';
  if (/no route to host|unreachable|permission denied|not permitted/i.test(said)) return 'no-route';
  if (/getaddrinfo|name resolution|name or service not known/i.test(said)) return 'dns-failed';
  return 'unknown';
}
