import { duration, History, type Observations } from '../assert';
import { type Clock, type Instant, stamp, systemClock } from '../clock';
import { Inconclusive } from '../errors';
import type { WatchEvent } from '../kube';
import { Completeness, type Source } from './source';

/** The objects of each source, by its name. */
export type Seen<S> = { readonly [Name in keyof S]: S[Name] extends Source<infer T> ? readonly T[] : never };

export interface ObservedOptions<S, V> {
  readonly description: string;
  readonly sources: S;
  /** What the sources' objects amount to. Called on every change. */
  readonly view: (seen: Seen<S>) => V;
  readonly clock?: Clock | undefined;
}

/** Without a proof for longer than this, what was seen last is not taken for what is. */
const freshMs = 3000;

/** Watches until closed: a history of what the sources amount to. Nothing is asked before this is called. */
export function observed<S extends Record<string, Source<unknown>>, V>(
  options: ObservedOptions<S, V>,
): Observations<V> {
  return new Observed(options);
}

class Observed<S extends Record<string, Source<unknown>>, V> implements Observations<V> {
  readonly description: string;
  private readonly history = new History<V>();
  private readonly seen = new Map<string, readonly unknown[]>();
  private readonly names: readonly string[];
  private readonly complete: Completeness;
  private readonly stop = new AbortController();
  private readonly clock: Clock;
  private lastView: string | undefined;
  /** What was last known, and until when; nothing since a gap. */
  private current: { readonly value: V; readonly at: Instant } | undefined;
  private broken: string | undefined;

  constructor(private readonly options: ObservedOptions<S, V>) {
    this.description = options.description;
    this.clock = options.clock ?? systemClock;
    this.names = Object.keys(options.sources);
    this.complete = new Completeness(this.names);
    for (const [name, source] of Object.entries(options.sources)) {
      source((event) => this.take(name, event), { clock: this.clock, signal: this.stop.signal });
    }
  }

  get entries() {
    return this.history.entries;
  }

  changed(seen: number, signal: AbortSignal): Promise<void> {
    return this.history.changed(seen, signal);
  }

  /** What is, as far as it is known at this moment. Rejects while the watch is broken; waits while it is not proven. */
  async observe(signal: AbortSignal): Promise<V> {
    for (;;) {
      const seen = this.entries.length;
      if (this.broken !== undefined) throw new Inconclusive({ what: `${this.description}: ${this.broken}` });
      if (this.current && this.clock.now() - this.current.at.ms <= freshMs) return this.current.value;
      await this.changed(seen, signal);
    }
  }

  close(): void {
    this.stop.abort(new Error(`${this.description}: no longer watched after ${duration(this.clock.now())}`));
  }

  private take(name: string, event: WatchEvent<unknown>): void {
    if (this.stop.signal.aborted) return;
    if (event.kind === 'gap') this.breakOff(event.reason, event.at);
    else if (event.kind === 'alive') this.prove(this.complete.note(name, event.at));
    else this.update(name, [...event.objects.values()]);
  }

  private update(name: string, objects: readonly unknown[]): void {
    this.seen.set(name, objects);
    if (this.names.every((source) => this.seen.has(source))) this.sample();
  }

  private sample(): void {
    const value = this.options.view(Object.fromEntries(this.seen) as Seen<S>);
    const at = stamp(this.clock);
    const words = JSON.stringify(value) ?? 'undefined';
    const unchanged = words === this.lastView && this.broken === undefined;
    this.current = { value, at };
    this.broken = undefined;
    this.lastView = words;
    if (!unchanged) this.history.push({ kind: 'sample', value, at });
  }

  private prove(at: Instant | undefined): void {
    if (!at || !this.current || this.broken !== undefined) return;
    if (at.ms > this.current.at.ms) this.current = { ...this.current, at };
    this.history.push({ kind: 'alive', at });
  }

  private breakOff(reason: string, at: Instant): void {
    this.broken = reason;
    this.history.push({ kind: 'gap', reason, at });
  }
}
