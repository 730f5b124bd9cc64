import type { ExecResult } from '../exec/exec';
import { firstLine, isResult, type NoAnswer } from './tool';

/** The server's answer, whatever its status: HTTP 403 is an answer, not a refused connection. */
export interface HttpAnswer {
  readonly kind: 'http';
  readonly status: number;
  /** At most 64 KiB of it. */
  readonly body: string;
  readonly bodyTruncated: boolean;
  readonly timeMs: number;
  /** `address:port` that answered. */
  readonly remote: string;
  readonly words: string;
}

/** Ways in which a request ends without an answer. `cut-off` ended inside one; `not-http` is one of another protocol. */
export type CurlFailure =
  | 'timed-out'
  | 'refused'
  | 'reset'
  | 'no-route'
  | 'dns-failed'
  | 'tls-failed'
  | 'empty-reply'
  | 'cut-off'
  | 'not-http'
  | 'probe-missing'
  | 'unknown';

export type CurlOutcome = HttpAnswer | { readonly kind: CurlFailure; readonly words: string; readonly timeMs: number };

/** What `--write-out %{json}` holds, as far as it is read. Times are seconds. */
interface Report {
  readonly exitcode: number;
  readonly errormsg: string | null;
  readonly http_code: number;
  readonly remote_ip: string;
  readonly remote_port: number;
  readonly time_total: number;
}

const bodyLimit = 64 * 1024;

/** Reads curl's exit status, its report and, where these do not tell, its own words (curl 7.75 to 8). */
export function curlOutcome(answer: ExecResult | NoAnswer): CurlOutcome {
  if (!isResult(answer)) return { ...answer, timeMs: 0 };
  const { exitCode = -1, stdout, stderr } = answer;
  const report = reportIn(stderr);
  const isTooLarge = exitCode === 63;
  const timeMs = Math.round((report?.time_total ?? 0) * 1000);
  if (report && report.http_code > 0 && (exitCode === 0 || isTooLarge)) {
    const remote = `${report.remote_ip}:${report.remote_port}`;
    const body = stdout.slice(0, bodyLimit);
    const words = `HTTP ${report.http_code} from ${remote} in ${timeMs}ms`;
    const bodyTruncated = isTooLarge || stdout.length > bodyLimit;
    return { kind: 'http', status: report.http_code, body, bodyTruncated, timeMs, remote, words };
  }
  const said = report?.errormsg ?? firstLine(stderr.replace(/^\*.*$/gm, ''));
  const why = connectFailures(stderr);
  const kind = failureOf(exitCode, said, why);
  return { kind, words: [`curl (${exitCode}): ${said}`, ...new Set(why)].join('; '), timeMs };
}

/** The report is the last line that is one: header lines that a server sends begin with `< `. */
function reportIn(stderr: string): Report | undefined {
  const line = stderr.split('\n').findLast((candidate) => candidate.startsWith('{"'));
  try {
    return line === undefined ? undefined : (JSON.parse(line) as Report);
  } catch {
    return undefined;
  }
}

/** The system's words for each address that could not be connected to. */
function connectFailures(stderr: string): readonly string[] {
  const pattern = /^\* +(?:connect to .+ failed|Immediate connect fail for [^ ]+): (.+)$/gm;
  return [...stderr.matchAll(pattern)].map(([, words]) => (words as string).trim());
}

const tlsExits = [51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91, 98];

function failureOf(exitCode: number, said: string, why: readonly string[]): CurlFailure {
  if (exitCode === 6) return 'dns-failed';
  if (exitCode === 28) return /resolving timed out/i.test(said) ? 'dns-failed' : 'timed-out';
  if (exitCode === 52) return 'empty-reply';
  if (exitCode === 18) return 'cut-off';
  if (exitCode === 8 || (exitCode === 1 && /HTTP\/0\.9/.test(said))) return 'not-http';
  if (exitCode === 7) return systemFailure(why);
  if ([35, 55, 56].includes(exitCode)) {
    const failure = systemFailure([said]);
    return failure === 'unknown' && exitCode === 35 ? 'tls-failed' : failure;
  }
  return tlsExits.includes(exitCode) ? 'tls-failed' : 'unknown';
}

/** Of several addresses one that was answered says more than one without a route. */
function systemFailure(words: readonly string[]): CurlFailure {
  const failures = words.map(systemWord);
  const order: readonly CurlFailure[] = ['refused', 'reset', 'timed-out', 'no-route'];
  return order.find((kind) => failures.includes(kind)) ?? 'unknown';
}

/** glibc's words for ECONNREFUSED, ECONNRESET and EPIPE, ETIMEDOUT, and what a missing or forbidden route gives. */
function systemWord(words: string): CurlFailure {
  if (/connection refused/i.test(words)) return 'refused';
  if (/reset by peer|broken pipe|SSL_ERROR_SYSCALL/i.test(words)) return 'reset';
  if (/timed out/i.test(words)) return 'timed-out';
  if (/no route to host|unreachable|permission denied|not permitted|invalid argument/i.test(words)) return 'no-route';
  return 'unknown';
}
