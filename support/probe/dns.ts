import { type Condition, met, notYet, type Probe } from '../assert';
import type { Argv, ExecResult, Executor } from '../exec/exec';
import { isOneOf, judged } from './outcome';
import { firstLine, graceMs, isResult, type NoAnswer, runTool, seconds } from './tool';

/** Ways in which a name is not resolved. `no-data`: the name exists, without a record of the type asked for. */
export type DnsFailure =
  | 'nxdomain'
  | 'no-data'
  | 'servfail'
  | 'refused'
  | 'timed-out'
  | 'unreachable'
  | 'unexpected-source'
  | 'probe-missing'
  | 'unknown';

export type DnsOutcome =
  | {
      readonly kind: 'answered';
      /** The data of the records of the type asked for. */
      readonly addresses: readonly string[];
      /** Address of the server that answered. */
      readonly server: string;
      readonly words: string;
    }
  | { readonly kind: DnsFailure; readonly words: string };

export interface DnsOptions {
  /** `A` unless told. */
  readonly type?: string;
  /** The servers of the place's resolv.conf unless told. */
  readonly server?: string | undefined;
  /** Of one server, in milliseconds; whole seconds are waited, 2 s unless told. */
  readonly timeoutMs?: number;
}

/** One look-up with dig, through the search domains as the place's resolv.conf has them. */
export function dns(from: Executor, name: string, options: DnsOptions = {}): Probe<DnsOutcome> {
  const { type = 'A', server, timeoutMs = 2000 } = options;
  // up to three servers, each asked once for the name under each of up to six search domains
  const limitMs = timeoutMs * 18 + graceMs;
  const at = server === undefined ? [] : [`@${server}`];
  const asked = ['+search', '+tries=1', `+time=${seconds(timeoutMs)}`, '+nocookie'] as const;
  const argv: Argv = ['dig', ...asked, ...at, '-q', name, '-t', type];
  return {
    description: `look up ${name} from ${from.name}${server ? ` at ${server}` : ''}`,
    limitMs: 2 * (limitMs + graceMs),
    observe: async (signal) => {
      const answer = await runTool(from, argv, { limitMs, signal });
      const outcome = dnsOutcome(answer, type);
      if (outcome.kind !== 'timed-out' || !isResult(answer)) return outcome;
      const port = captureFrom + Math.floor(Math.random() * capturePorts);
      const capture = await runTool(from, capturing(argv, port), { limitMs, signal });
      return strayReply(capture, `${answer.stdout}\n${answer.stderr}`) ?? outcome;
    },
  };
}

/** Below the kernel's own range of ports for connections (net.ipv4.ip_local_port_range). */
const captureFrom = 20_000;
const capturePorts = 10_000;

/**
 * Asks once more, from a port of its own, with a capture of what comes back to that port: dig since 9.16 is not shown a
 * reply from another address than it asked, so that it seems to get none.
 */
function capturing([tool, ...asked]: Argv, port: number): Argv {
  const script = [
    'seen=$(mktemp)',
    `tcpdump -nn -l -Q in -i any udp src port 53 and dst port ${port} >"$seen" 2>&1 & capture=$!`,
    'until grep -q "listening on" "$seen" || ! kill -0 $capture 2>/dev/null; do sleep 0.02; done',
    '"$@" >/dev/null 2>&1',
    'kill $capture; wait $capture 2>/dev/null',
    'cat "$seen"; rm "$seen"',
  ];
  return ['sh', '-c', script.join('\n'), 'capture', tool, '-b', `0.0.0.0#${port}`, ...asked];
}

/**
 * What a capture says of a look-up that timed out: a reply from an address that was not asked, or nothing. `asked` is
 * dig's output, which names whom it asked. A capture that did not run leaves the question open.
 */
export function strayReply(capture: ExecResult | NoAnswer, asked: string): DnsOutcome | undefined {
  if (!isResult(capture)) return capture;
  if (!capture.stdout.includes('listening on')) {
    return { kind: 'probe-missing', words: `no capture: ${firstLine(capture.stdout) || firstLine(capture.stderr)}` };
  }
  const expected = [...asked.matchAll(/([\d.]+)#53/g)].map(([, address]) => address);
  const sources = [...capture.stdout.matchAll(/ IP ([\d.]+)\.53 > /g)].map(([, address]) => address);
  const stray = sources.find((address) => !expected.includes(address));
  if (stray === undefined || expected.length === 0) return undefined;
  return { kind: 'unexpected-source', words: `reply from unexpected source: ${stray}#53, expected ${expected[0]}#53` };
}

/** The name has an address, or the one named among its addresses. */
export function resolves({ to }: { readonly to?: string | undefined } = {}): Condition<DnsOutcome> {
  return (outcome) =>
    judged(outcome, () => {
      if (outcome.kind !== 'answered') return notYet(outcome.words, outcome.kind);
      const fits = to === undefined || outcome.addresses.includes(to);
      return (fits ? met : notYet)(outcome.words, fits ? 'answered' : 'other-address');
    });
}

export const dnsIs = (kind: DnsOutcome['kind']): Condition<DnsOutcome> => isOneOf<DnsOutcome>(kind);

/** Reads dig's output (9.11 to 9.20). Its exit status is 0 for every answer, a denial too, and 9 for none. */
export function dnsOutcome(answer: ExecResult | NoAnswer, type = 'A'): DnsOutcome {
  if (!isResult(answer)) return answer;
  const said = `${answer.stdout}\n${answer.stderr}`;
  const stray = /^;; reply from unexpected source: .*$/m.exec(said);
  if (stray) return { kind: 'unexpected-source', words: stray[0].slice(3) };
  const status = [...said.matchAll(/^;; ->>HEADER<<-.* status: ([A-Z]+)/gm)].at(-1)?.[1];
  if (status === undefined) return withoutAnswer(answer, said);
  const server = [...said.matchAll(/^;; SERVER: ([^#\s]+)#/gm)].at(-1)?.[1] ?? '';
  const addresses = recordsOf(answer.stdout, type);
  if (status !== 'NOERROR') return { kind: denials[status] ?? 'unknown', words: `${status} from ${server}` };
  if (addresses.length === 0) return { kind: 'no-data', words: `no ${type} record, says ${server}` };
  return { kind: 'answered', addresses, server, words: `${addresses.join(', ')} from ${server}` };
}

const denials: Readonly<Record<string, DnsFailure>> = {
  NXDOMAIN: 'nxdomain',
  SERVFAIL: 'servfail',
  REFUSED: 'refused',
};

function withoutAnswer({ exitCode, stderr }: ExecResult, said: string): DnsOutcome {
  const words = firstLine(said.replace(/^(;; communications error to )/m, '$1')).replace(/^;; /, '');
  if (/network unreachable|host unreachable|connection refused/i.test(said)) return { kind: 'unreachable', words };
  if (/timed out|no servers could be reached/.test(said)) return { kind: 'timed-out', words };
  return { kind: 'unknown', words: firstLine(stderr) || words || `dig exited with ${exitCode}` };
}

/** `name ttl class type data` of the answer section, which dig writes without a leading `;`. */
function recordsOf(stdout: string, type: string): readonly string[] {
  const lines = stdout.split('\n').filter((line) => line !== '' && !line.startsWith(';'));
  const records = lines.map((line) => line.split(/\s+/));
  return records.filter(([, , , found]) => found === type).map((fields) => fields.slice(4).join(' '));
}
