import { text } from 'node:stream/consumers';
import type { KubeConfig } from '@kubernetes/client-node';
import { messageOf } from '../errors';
import { ApiUnreachable, refusalOf } from './errors';
import type { RawResponse, Transport } from './transport';

/** A call's deadline and its caller's way out. */
export interface CallOptions {
  /** Milliseconds; 10 s unless told. */
  readonly timeoutMs?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface Call extends CallOptions {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly accept?: string;
  readonly contentType?: string;
  readonly body?: unknown;
}

/** What stands before a cluster that others use too. */
export interface Guard {
  /** Asked before a call is sent that would change something; rejects where that must not be. */
  permit(call: Call): Promise<void>;
  /** Whether the object at that path is the run's own, so that it may be changed without its being named. */
  isOwn(path: string): Promise<boolean>;
}

const defaultTimeoutMs = 10_000;

/** A connection to one cluster's API server. What is asked of it is in the functions beside this file. */
export class Kube {
  private readonly closing = new AbortController();

  constructor(
    /** For what the library does itself: exec. */
    readonly config: KubeConfig,
    private readonly transport: Transport,
    private readonly guard?: Guard,
    /** As whom calls are made; none: as the kubeconfig says. */
    private readonly user?: string,
  ) {}

  /**
   * The same connection, speaking for somebody else (impersonation): what that one may not do the API server refuses. Closed
   * with the connection that it is of.
   */
  as(user: string): Kube {
    return new Kube(this.config, this.transport, this.guard, user);
  }

  /** Address of the API server, as the kubeconfig has it. */
  get server(): string {
    return this.transport.server;
  }

  /** Aborted when the connection is closed: ends its watches. */
  get closed(): AbortSignal {
    return this.closing.signal;
  }

  /** Rejects with ApiRefused when the answer is no, with ApiUnreachable when there is none. */
  async json<T>(call: Call): Promise<T> {
    return JSON.parse(await this.text(call)) as T;
  }

  /** As {@link json}, for answers that are plain text. */
  async text(call: Call): Promise<string> {
    return this.within(call, async (signal) => text((await this.open(call, signal)).body));
  }

  /** An answer that goes on: the deadline is for its head, the caller's signal ends its body. */
  async stream(call: Call): Promise<RawResponse> {
    return this.within(call, (signal) => this.open(call, signal));
  }

  /** Whether the object at that path is the run's own; in a cluster that nobody else uses every one is. */
  async isOwn(path: string): Promise<boolean> {
    return this.guard ? this.guard.isOwn(path) : true;
  }

  /** Ends watches and connections. */
  close(): void {
    this.closing.abort(new Error('the connection to the API server was closed'));
    this.transport.close();
  }

  private async within<R>(call: Call, work: (signal: AbortSignal) => Promise<R>): Promise<R> {
    const over = new AbortController();
    const timer = setTimeout(() => over.abort(timeout(call)), call.timeoutMs ?? defaultTimeoutMs);
    const signal = AbortSignal.any([over.signal, this.closed, ...(call.signal ? [call.signal] : [])]);
    try {
      return await work(signal);
    } catch (error) {
      if (call.signal?.aborted) throw call.signal.reason;
      const cause = signal.aborted ? signal.reason : error;
      if (!isTransportError(cause)) throw cause;
      throw new ApiUnreachable(this.server, messageOf(cause), { cause });
    } finally {
      clearTimeout(timer);
    }
  }

  private async open(call: Call, signal: AbortSignal): Promise<RawResponse> {
    const { method = 'GET', path, query, body } = call;
    if (method !== 'GET') await this.guard?.permit(call);
    const search = query && Object.keys(query).length > 0 ? `?${new URLSearchParams(query)}` : '';
    const headers = {
      Accept: call.accept ?? 'application/json',
      ...(body === undefined ? {} : { 'Content-Type': call.contentType ?? 'application/json' }),
      ...(this.user === undefined ? {} : { 'Impersonate-User': this.user }),
    };
    const content = body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) };
    const response = await this.transport.send({ method, path: path + search, headers, signal, ...content });
    if (response.status >= 200 && response.status < 300) return response;
    throw refusalOf(`${method} ${path}`, response.status, await text(response.body));
  }
}

function timeout({ timeoutMs = defaultTimeoutMs }: CallOptions): Error {
  return Object.assign(new Error(`no answer within ${timeoutMs / 1000}s`), { code: 'ETIMEDOUT' });
}

/** The system's and TLS's errors carry a code; those of ours and defects do not. */
function isTransportError(error: unknown): boolean {
  return error instanceof Error && typeof (error as NodeJS.ErrnoException).code === 'string';
}
