import type { Entry } from './observation';

/** Entries with waiters: the part of {@link Observations} that every source shares. */
export class History<T> {
  readonly entries: Entry<T>[] = [];
  private readonly waiters = new Set<() => void>();

  push(entry: Entry<T>): void {
    this.entries.push(entry);
    for (const wake of [...this.waiters]) wake();
  }

  /** Resolves when there are more entries than `seen`. Rejects with the signal's reason when aborted. */
  changed(seen: number, signal: AbortSignal): Promise<void> {
    if (this.entries.length > seen) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => () => {
        this.waiters.delete(wake);
        signal.removeEventListener('abort', abort);
        finish();
      };
      const wake = settle(resolve);
      const abort = settle(() => reject(signal.reason));
      if (signal.aborted) return abort();
      this.waiters.add(wake);
      signal.addEventListener('abort', abort, { once: true });
    });
  }
}
