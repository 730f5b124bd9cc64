import type { Instant } from '../clock';

/** One way to look at something, as often as wanted. */
export interface Probe<T> {
  /** What is looked at: `curl http://192.168.0.1:30080 from host01`. */
  readonly description: string;
  /** The longest that one attempt may take before it counts as not made; 10 s unless told. */
  readonly limitMs?: number;
  /** Rejects when nothing could be observed: that attempt is `unknown`. */
  observe(signal: AbortSignal): Promise<T>;
}

/** What was seen, and when it was. */
export interface Sample<T> {
  readonly kind: 'sample';
  readonly value: T;
  readonly at: Instant;
}

/** Proof that the history is complete: nothing that happened up to `at` is missing from it. */
export interface Alive {
  readonly kind: 'alive';
  readonly at: Instant;
}

/** The history may have a hole here. */
export interface Gap {
  readonly kind: 'gap';
  readonly reason: string;
  readonly at: Instant;
}

export type Entry<T> = Sample<T> | Alive | Gap;

/** A history that grows: every change of something, with the moments at which the history is known to be complete. */
export interface Observations<T> extends Probe<T> {
  /** In order of arrival. */
  readonly entries: readonly Entry<T>[];
  /** Resolves when there are more entries than `seen`. Rejects with the signal's reason when aborted. */
  changed(seen: number, signal: AbortSignal): Promise<void>;
  /** Ends the watching; the entries stay. */
  close(): void;
}

/** Whether a source tells of its changes by itself, so that nothing needs to be polled. */
export function isObservations<T>(source: Probe<T>): source is Observations<T> {
  return 'entries' in source;
}
