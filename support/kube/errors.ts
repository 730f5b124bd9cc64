import { Inconclusive } from '../errors';

/** No answer came from the API server, so nothing was observed. */
export class ApiUnreachable extends Inconclusive {
  constructor(
    server: string,
    /** The system's words: `connect ECONNREFUSED 127.0.0.1:6443`. */
    readonly words: string,
    options?: ErrorOptions,
  ) {
    const next = `look whether the cluster is up: kubectl --server ${server} get --raw /readyz`;
    super({ what: `the API server at ${server} could not be reached`, last: words, next }, options);
  }
}

/** The fields of the API's Status object that say why. */
interface StatusBody {
  readonly kind?: string;
  readonly message?: string;
  readonly reason?: string;
}

/** The API server answered, and the answer is no. */
export class ApiRefused extends Error {
  override readonly name = 'ApiRefused';

  constructor(
    /** `PATCH /apis/apps/v1/namespaces/default/deployments/web`. */
    readonly request: string,
    /** HTTP status. */
    readonly status: number,
    /** The API's own word: `NotFound`, `Invalid`, `AlreadyExists`, `Expired` … */
    readonly reason: string,
    /** The API server's own sentence. */
    readonly words: string,
  ) {
    super(`${request}: ${status} ${reason}: ${words}`);
  }

  /** True when the server could not do its work, as opposed to refusing what was asked. */
  get serverFault(): boolean {
    return this.status >= 500 || [401, 408, 429].includes(this.status);
  }
}

/** Reads the answer's body, which is a Status object unless something before the API server answered. */
export function refusalOf(request: string, status: number, body: string): ApiRefused {
  try {
    const parsed = JSON.parse(body) as StatusBody;
    if (parsed.kind === 'Status') {
      return new ApiRefused(request, status, parsed.reason ?? 'Unknown', parsed.message ?? '');
    }
  } catch {
    // not JSON: the words are the body
  }
  return new ApiRefused(request, status, 'Unknown', body.slice(0, 500).trim());
}
