import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { BadInput, messageOf } from '../errors';

/** One request's bytes. */
export interface RawRequest {
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal: AbortSignal;
}

/** The answer as soon as its head is there; the body is still to be read. */
export interface RawResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: IncomingMessage;
}

/**
 * Connections to one API server. The client library makes a new agent, so a new TLS handshake, for every request;
 * this keeps connections open. Credentials and TLS settings (tls-server-name too) are the library's.
 */
export class Transport {
  private constructor(
    readonly server: string,
    private readonly base: URL,
    private readonly agent: http.Agent,
    private readonly credentials: () => Promise<http.OutgoingHttpHeaders>,
  ) {}

  static async of(config: KubeConfig): Promise<Transport> {
    const server = config.getCurrentCluster()?.server;
    if (!server) throw new BadInput({ what: 'the kubeconfig has no current cluster' });
    const options = await settings(config);
    const credentials = needsRenewal(config) ? () => settings(config).then(headersOf) : async () => headersOf(options);
    return new Transport(server, new URL(server), keepAlive(options.agent as https.Agent), credentials);
  }

  /** Rejects with the system's error when there is no answer, or with the signal's reason. */
  async send(request: RawRequest): Promise<RawResponse> {
    // without its length the body of a DELETE is sent unframed
    const length = request.body === undefined ? {} : { 'Content-Length': Buffer.byteLength(request.body) };
    const headers = { ...(await this.credentials()), ...request.headers, ...length };
    try {
      return await this.once(request, headers);
    } catch (error) {
      // a kept connection that the server had closed: nothing was answered, and every request here may be repeated
      if (!(error instanceof StaleConnection) || request.signal.aborted) throw error;
      return await this.once(request, headers, true);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private once(request: RawRequest, headers: http.OutgoingHttpHeaders, fresh = false): Promise<RawResponse> {
    const { method, path, body, signal } = request;
    const url = new URL(this.base.pathname.replace(/\/$/, '') + path, this.base);
    const send = url.protocol === 'https:' ? https.request : http.request;
    return new Promise((resolve, reject) => {
      const call = send(url, { method, headers, signal, agent: this.agent }, (response) =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: response }),
      );
      call.on('error', (error: NodeJS.ErrnoException) => {
        if (signal.aborted) return reject(signal.reason);
        reject(!fresh && call.reusedSocket && error.code === 'ECONNRESET' ? new StaleConnection() : error);
      });
      call.end(body);
    });
  }
}

class StaleConnection extends Error {}

async function settings(config: KubeConfig): Promise<https.RequestOptions> {
  const options: https.RequestOptions = {};
  try {
    await config.applyToHTTPSOptions(options);
  } catch (error) {
    throw new BadInput({ what: 'the kubeconfig cannot be used', last: messageOf(error) }, { cause: error });
  }
  return options;
}

/** Tokens from plug-ins and files run out; certificates and tokens written into the kubeconfig do not. */
function needsRenewal(config: KubeConfig): boolean {
  const user = config.getCurrentUser();
  return Boolean(user?.exec || user?.authProvider);
}

function headersOf({ headers, auth }: https.RequestOptions): http.OutgoingHttpHeaders {
  const basic = auth ? { Authorization: `Basic ${Buffer.from(auth).toString('base64')}` } : {};
  return { ...(headers as http.OutgoingHttpHeaders | undefined), ...basic };
}

/** The library's agent with connections kept; an agent that goes through a proxy is left as it is. */
function keepAlive(agent: https.Agent): http.Agent {
  const options = { ...agent.options, keepAlive: true };
  if (agent.constructor === https.Agent) return new https.Agent(options);
  return agent.constructor === http.Agent ? new http.Agent(options) : agent;
}
