import { mkdtemp, writeFile } from 'node:fs/promises';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { TestContext } from 'node:test';
import { connect } from './connect';

/** What a test has the server say to one kind of request, instead of serving its store. */
export interface Canned {
  readonly status: number;
  readonly body: unknown;
}

/** An object as a test writes it. */
export interface Stored {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: { readonly name: string; readonly uid?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

interface Change {
  readonly version: number;
  readonly path: string;
  readonly line: string;
}

/** The part of an API server that lists and watches, over real HTTP, with faults on demand. For unit tests only. */
export class FakeApi {
  readonly requests: {
    readonly method: string;
    readonly url: string;
    readonly body: string;
    readonly headers: IncomingHttpHeaders;
  }[] = [];
  private readonly store = new Map<string, Map<string, Stored>>();
  private readonly canned: { readonly pattern: RegExp; readonly answer: () => Canned | undefined }[] = [];
  private readonly watches = new Set<{ readonly path: string; readonly response: ServerResponse }>();
  private readonly sockets = new Set<Socket>();
  private changes: Change[] = [];
  private version = 100;
  private server: Server | undefined;
  private port = 0;
  /** Changes are kept from watches while this is set: a connection that is dead without knowing it. */
  mute = false;

  static async start(): Promise<FakeApi> {
    const api = new FakeApi();
    await api.listen();
    return api;
  }

  /** Comes back on the port it had. */
  async listen(): Promise<void> {
    const server = createServer((request, response) => void this.handle(request, response));
    server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
    await new Promise<void>((resolve) => server.listen(this.port, '127.0.0.1', resolve));
    this.port = (server.address() as AddressInfo).port;
    this.server = server;
  }

  /** Goes away as a killed process does: no port, connections reset. */
  async kill(): Promise<void> {
    const closed = new Promise((resolve) => this.server?.close(resolve));
    for (const socket of this.sockets) socket.resetAndDestroy();
    this.watches.clear();
    await closed;
  }

  /** Ends every watch in good order, as its time limit does. */
  endWatches(): void {
    for (const { response } of this.watches) response.end();
    this.watches.clear();
  }

  /** Forgets the changes so far: a watch from before gets 410. */
  compact(): void {
    this.changes = [];
  }

  /** Makes or changes an object of a collection (`/api/v1/namespaces/default/pods`). */
  put(collection: string, object: Stored): void {
    const objects = this.store.get(collection) ?? new Map<string, Stored>();
    this.store.set(collection, objects);
    const type = objects.has(object.metadata.name) ? 'MODIFIED' : 'ADDED';
    this.version += 1;
    const uid = object.metadata.uid ?? `uid-${object.metadata.name}`;
    const stored = { ...object, metadata: { ...object.metadata, uid, resourceVersion: String(this.version) } };
    objects.set(object.metadata.name, stored);
    this.tell(collection, type, stored);
  }

  remove(collection: string, name: string): void {
    const objects = this.store.get(collection);
    const object = objects?.get(name);
    if (!object) return;
    objects?.delete(name);
    this.version += 1;
    this.tell(collection, 'DELETED', {
      ...object,
      metadata: { ...object.metadata, resourceVersion: String(this.version) },
    });
  }

  /** Answers requests whose `METHOD /path?query` matches; `undefined` falls through. */
  when(pattern: RegExp, answer: Canned | (() => Canned | undefined)): void {
    this.canned.unshift({ pattern, answer: typeof answer === 'function' ? answer : () => answer });
  }

  /** Path of a kubeconfig that leads here. */
  async kubeconfig(): Promise<string> {
    const path = join(await mkdtemp(join(tmpdir(), 'endstate-test-')), 'kubeconfig');
    const cluster = {
      name: 'c',
      cluster: { server: `http://127.0.0.1:${this.port}`, 'insecure-skip-tls-verify': true },
    };
    const config = {
      clusters: [cluster],
      users: [{ name: 'u', user: { token: 'secret' } }],
      contexts: [{ name: 'x', context: { cluster: 'c', user: 'u' } }],
      'current-context': 'x',
    };
    await writeFile(path, JSON.stringify(config));
    return path;
  }

  private tell(path: string, type: string, object: Stored): void {
    const change = { version: this.version, path, line: `${JSON.stringify({ type, object })}\n` };
    this.changes.push(change);
    if (this.mute) return;
    for (const watch of this.watches) if (watch.path === path) watch.response.write(change.line);
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    const body = await text(request);
    this.requests.push({ method, url, body, headers: request.headers });
    const canned = this.canned.find(({ pattern }) => pattern.test(`${method} ${url}`))?.answer();
    if (canned) return this.send(response, canned);
    const { pathname, searchParams } = new URL(url, 'http://api');
    if (method !== 'GET') return this.send(response, { status: 200, body: {} });
    if (searchParams.get('watch')) return this.watch(pathname, Number(searchParams.get('resourceVersion')), response);
    const stored = [...(this.store.get(pathname)?.values() ?? [])];
    // as the real one: an empty list of metadata alone has null for its items
    const items = stored.length === 0 && request.headers.accept?.includes('PartialObjectMetadata') ? null : stored;
    return this.send(response, { status: 200, body: { metadata: { resourceVersion: String(this.version) }, items } });
  }

  private watch(path: string, from: number, response: ServerResponse): void {
    const oldest = this.changes[0]?.version ?? this.version + 1;
    if (from < this.version && from + 1 < oldest) this.send(response, { status: 410, body: expired });
    else this.follow(path, from, response);
  }

  private follow(path: string, from: number, response: ServerResponse): void {
    response.writeHead(200);
    response.flushHeaders();
    for (const change of this.changes) if (change.path === path && change.version > from) response.write(change.line);
    this.watches.add({ path, response });
  }

  private send(response: ServerResponse, { status, body }: Canned): void {
    response.writeHead(status, { 'Content-Type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  }
}

/** One with a connection to it, for the time of a test. */
export async function connectedApi(t: TestContext) {
  const api = await FakeApi.start();
  const kube = await connect(await api.kubeconfig());
  t.after(async () => {
    kube.close();
    await api.kill();
  });
  return { api, kube };
}

const expired = {
  kind: 'Status',
  status: 'Failure',
  code: 410,
  reason: 'Expired',
  message: 'too old resource version',
};

/** The body of an answer that says no. */
export function statusBody(code: number, reason: string, message: string): Canned {
  return { status: code, body: { kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason, message } };
}
