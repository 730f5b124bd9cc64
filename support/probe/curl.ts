import type { Probe } from '../assert';
import { BadInput } from '../errors';
import type { Argv, Executor } from '../exec/exec';
import { type CurlOutcome, curlOutcome } from './curl-outcome';
import { graceMs, runTool } from './tool';

/** An HTTP request. Only `url` is needed: `http://` is added where it names no scheme. */
export interface CurlRequest {
  readonly url: string;
  /** Everything together, name resolution too. Milliseconds; 2 s unless told. */
  readonly maxTimeMs?: number;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Takes any certificate. */
  readonly insecure?: boolean;
  /** `name:port:address`, instead of asking DNS. */
  readonly resolve?: readonly string[];
}

/** One HTTP request with curl (7.75 or newer). Throws BadInput when the address is none. */
export function curl(from: Executor, target: string | CurlRequest): Probe<CurlOutcome> {
  const request = typeof target === 'string' ? { url: target } : target;
  const { maxTimeMs = 2000 } = request;
  const url = httpUrl(request.url);
  const limitMs = maxTimeMs + graceMs;
  return {
    description: `curl ${url} from ${from.name}`,
    limitMs: limitMs + graceMs,
    observe: async (signal) => curlOutcome(await runTool(from, curlArgv(url, request, maxTimeMs), { limitMs, signal })),
  };
}

function httpUrl(written: string): string {
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(written) ? written : `http://${written}`;
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new BadInput({ what: `"${written}" is no HTTP address`, next: 'write host:port, or http://host:port/path' });
}

/** Larger bodies are cut short where their length is announced; nothing that a check looks for is that far in. */
const maxBodyBytes = 8 * 1024 * 1024;

function curlArgv(url: string, request: CurlRequest, maxTimeMs: number): Argv {
  const headers = Object.entries(request.headers ?? {}).flatMap(([name, value]) => ['-H', `${name}: ${value}`]);
  return [
    'curl',
    '-q', // no .curlrc of whoever runs this
    '--silent',
    '--show-error',
    '--verbose', // only there does curl say why a connection failed: refused or no route
    '--globoff',
    ...['--noproxy', '*'],
    ...['--max-time', String(maxTimeMs / 1000)],
    ...['--max-filesize', String(maxBodyBytes)],
    ...['--write-out', '%{stderr}\n%{json}\n'],
    ...(request.method ? ['--request', request.method] : []),
    ...headers,
    ...(request.body === undefined ? [] : ['--data-binary', request.body]),
    ...(request.insecure ? ['--insecure'] : []),
    ...(request.resolve ?? []).flatMap((entry) => ['--resolve', entry]),
    url,
  ];
}
