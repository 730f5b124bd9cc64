import { type Clock, type Instant, stamp, systemClock } from '../clock';
import { messageOf } from '../errors';
import type { Kube } from './client';
import { ApiRefused, ApiUnreachable } from './errors';
import { type ListBody, list } from './objects';
import { pathOf, type Resource, selectionQuery } from './resources';
import type { Selection, Watchable } from './types';
import { isExpired, type WatchLine, watchOnce } from './watch-stream';

/** What a watch tells, in order, stamped on arrival. */
export type WatchEvent<T> =
  /** The objects as they are now: after the first list, after each change, after a gap. */
  | { readonly kind: 'objects'; readonly at: Instant; readonly objects: ReadonlyMap<string, T> }
  /** Nothing that happened up to `at` is missing. */
  | { readonly kind: 'alive'; readonly at: Instant }
  /** Something may be missing before what comes next. */
  | { readonly kind: 'gap'; readonly at: Instant; readonly reason: string };

export interface WatchOptions {
  readonly clock?: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Between proofs that nothing is missing. Milliseconds; 1 s unless told. */
  readonly proofEveryMs?: number;
}

/**
 * Follows the objects of a kind until the signal aborts or the connection is closed.
 *
 * When the connection ends and the API server accepts the next one at once, from the last resource version seen, then
 * nothing is missing. There is a gap when it does not: while the API server is away nobody can report to it either,
 * so that what a kubelet saw meanwhile may never be written; and when the server no longer has that version (410), so
 * that everything has to be listed anew. Between, a proof is made every second: a list read from the store whose
 * resource versions the watch has reached.
 */
export function watch<T extends Watchable>(
  kube: Kube,
  resource: Resource,
  selection: Selection,
  listener: (event: WatchEvent<T>) => void,
  options: WatchOptions = {},
): void {
  const signal = options.signal ? AbortSignal.any([options.signal, kube.closed]) : kube.closed;
  const watcher = new Watcher<T>(kube, resource, selection, listener, { ...options, signal });
  void watcher.run();
}

const retryMs = { first: 50, last: 1000 };
const proofTimeoutMs = 5000;

/** What a list says of the store at a moment. */
interface Proof {
  readonly at: Instant;
  readonly version: string;
  /** Resource versions by uid. */
  readonly versions: ReadonlyMap<string, string>;
}

class Watcher<T extends Watchable> {
  private readonly objects = new Map<string, T>();
  private readonly clock: Clock;
  private readonly signal: AbortSignal;
  private version: string | undefined;
  private synced = false;
  private away = false;
  private pending: Proof | undefined;
  private connection = new AbortController();

  constructor(
    private readonly kube: Kube,
    private readonly resource: Resource,
    private readonly selection: Selection,
    private readonly listener: (event: WatchEvent<T>) => void,
    private readonly options: WatchOptions & { readonly signal: AbortSignal },
  ) {
    this.clock = options.clock ?? systemClock;
    this.signal = options.signal;
  }

  /** Never rejects: what goes wrong is a gap. */
  async run(): Promise<void> {
    try {
      void this.prove().catch(() => {});
      for (let waitMs = 0; !this.signal.aborted; ) {
        if (waitMs > 0) await this.clock.sleep(waitMs, this.signal);
        const startedMs = this.clock.now();
        const accepted = await this.follow();
        const lasted = accepted && this.clock.now() - startedMs > retryMs.last;
        waitMs = lasted ? 0 : Math.min(retryMs.last, Math.max(retryMs.first, accepted ? 0 : waitMs * 2));
      }
    } catch (error) {
      if (!this.signal.aborted) this.gap(messageOf(error));
    }
  }

  /** One list if there is need of it, and one connection to its end. False when the API server did not accept. */
  private async follow(): Promise<boolean> {
    let accepted = false;
    try {
      if (this.version === undefined) await this.relist();
      this.connection = new AbortController();
      const signal = AbortSignal.any([this.signal, this.connection.signal]);
      const opened = () => {
        accepted = true;
        this.returned();
      };
      const from = this.version ?? '';
      const target = { resource: this.resource, selection: this.selection, from };
      await watchOnce<T>(this.kube, target, { line: (line) => this.take(line), opened }, signal);
      return true;
    } catch (error) {
      if (this.signal.aborted) return false;
      if (this.connection.signal.aborted) return true;
      if (isExpired(error)) this.version = undefined;
      else if (!accepted || error instanceof ApiRefused) this.lost(error);
      return accepted && !(error instanceof ApiRefused);
    }
  }

  private async relist(): Promise<void> {
    const { items, resourceVersion } = await list<T>(this.kube, this.resource, this.selection, { signal: this.signal });
    if (this.synced) this.gap('the API server no longer had the changes since the last one seen');
    this.objects.clear();
    for (const item of items) this.objects.set(keyOf(item), item);
    this.version = resourceVersion;
    this.synced = true;
    this.away = false;
    this.tell();
  }

  private take({ type, object }: WatchLine<T>): void {
    this.version = object.metadata?.resourceVersion ?? this.version;
    if (type !== 'BOOKMARK') {
      if (type === 'DELETED') this.objects.delete(keyOf(object));
      else this.objects.set(keyOf(object), object);
      this.tell();
    }
    this.settleProof();
  }

  /** The API server did not accept: a gap, told once an outage. */
  private lost(error: unknown): void {
    if (!this.away) this.gap(reasonOf(error));
    this.away = true;
  }

  /** After an outage the objects are told again: an observation that does not lie before the gap. */
  private returned(): void {
    if (!this.away) return;
    this.away = false;
    this.tell();
  }

  /** Every second: what does the store hold, and has the watch told all of it? */
  private async prove(): Promise<void> {
    for (;;) {
      await this.clock.sleep(this.options.proofEveryMs ?? 1000, this.signal);
      if (!this.synced || this.away) continue;
      if (this.pending && this.clock.now() - this.pending.at.ms > proofTimeoutMs) this.reconnect();
      if (!this.pending) await this.askStore();
    }
  }

  private async askStore(): Promise<void> {
    const at = stamp(this.clock);
    try {
      this.pending = await this.storeVersions(at);
      this.settleProof();
    } catch (error) {
      if (this.signal.aborted || isSlow(error)) return; // no proof: how long that may last is the caller's to say
      this.lost(error);
      this.connection.abort();
    }
  }

  private async storeVersions(at: Instant): Promise<Proof> {
    const path = pathOf(this.resource, { namespace: this.selection.namespace });
    const accept = 'application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1';
    const query = selectionQuery(this.selection);
    const call = { path, query, accept, timeoutMs: proofTimeoutMs, signal: this.signal };
    const { metadata, items } = await this.kube.json<ListBody<T>>(call);
    const versions = new Map((items ?? []).map((item) => [keyOf(item), item.metadata?.resourceVersion ?? '']));
    return { at, version: metadata.resourceVersion, versions };
  }

  private settleProof(): void {
    if (!this.pending || !this.reached(this.pending)) return;
    const { at } = this.pending;
    this.pending = undefined;
    if (!this.away) this.listener({ kind: 'alive', at });
  }

  /** Either the watch has got at least as far as the list, or both hold the same versions of the same objects. */
  private reached({ version, versions }: Proof): boolean {
    if (isAtLeast(this.version, version)) return true;
    if (versions.size !== this.objects.size) return false;
    return [...this.objects].every(([key, { metadata }]) => versions.get(key) === metadata?.resourceVersion);
  }

  /** The store moved on and the watch did not tell: the connection is dead without knowing it. */
  private reconnect(): void {
    this.pending = undefined;
    this.connection.abort();
  }

  private tell(): void {
    this.listener({ kind: 'objects', at: stamp(this.clock), objects: new Map(this.objects) });
  }

  private gap(reason: string): void {
    this.pending = undefined;
    this.listener({ kind: 'gap', at: stamp(this.clock), reason });
  }
}

function keyOf({ metadata }: Watchable): string {
  return metadata?.uid ?? `${metadata?.namespace}/${metadata?.name}`;
}

/** Resource versions of one kind grow; where they are no numbers nothing is claimed. */
function isAtLeast(version: string | undefined, other: string): boolean {
  if (version === undefined || !/^\d+$/.test(version) || !/^\d+$/.test(other)) return false;
  return BigInt(version) >= BigInt(other);
}

/** Only what came from the connection is the API server's: a fault of the judge must not be laid at its door. */
function reasonOf(error: unknown): string {
  if (error instanceof ApiUnreachable) return `the API server was away: ${error.words}`;
  if (error instanceof ApiRefused) return `the API server was away: ${messageOf(error)}`;
  return `its answer could not be understood: ${messageOf(error)}`;
}

/** No answer in time, or "too many requests": it says nothing about what is in the store. */
function isSlow(error: unknown): boolean {
  if (error instanceof ApiUnreachable) return (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT';
  return error instanceof ApiRefused && error.status === 429;
}
