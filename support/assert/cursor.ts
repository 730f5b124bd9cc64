import type { Clock } from '../clock';
import { bounded } from './attempt';
import type { Entry, Observations } from './observation';

/** Reads a history forward, waiting where it has not happened yet. */
export class Cursor<T> {
  constructor(
    private readonly stream: Observations<T>,
    private readonly clock: Clock,
    private readonly signal: AbortSignal | undefined,
    private position: number,
  ) {}

  /** The next entry; `undefined` when there is none by `untilMs` (monotonic). Rejects when aborted. */
  async next(untilMs: number): Promise<Entry<T> | undefined> {
    this.signal?.throwIfAborted();
    if (this.position >= this.stream.entries.length) {
      const changed = (inner: AbortSignal) => this.stream.changed(this.position, inner);
      await bounded(changed, { limitMs: untilMs - this.clock.now(), clock: this.clock, signal: this.signal });
    }
    const entry = this.stream.entries[this.position];
    if (entry) this.position += 1;
    return entry;
  }
}
