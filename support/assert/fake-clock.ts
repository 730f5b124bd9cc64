import type { Clock } from '../clock';

/** A clock that moves only when it is told to. For tests. */
export interface FakeClock extends Clock {
  /** Moves on, waking sleepers in order and letting what they started run. */
  advance(ms: number): Promise<void>;
}

interface Sleeper {
  readonly due: number;
  wake(): void;
}

export function fakeClock(startedAt = Date.UTC(2026, 0, 1)): FakeClock {
  let now = 0;
  let sleepers: Sleeper[] = [];
  const sleep = (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const sleeper = { due: now + Math.max(0, ms), wake: resolve };
      sleepers.push(sleeper);
      signal?.addEventListener('abort', () => {
        sleepers = sleepers.filter((other) => other !== sleeper);
        reject(signal.reason);
      });
    });
  const advance = async (ms: number) => {
    const until = now + ms;
    for (;;) {
      await settle();
      const next = sleepers.filter(({ due }) => due <= until).sort((a, b) => a.due - b.due)[0];
      if (!next) break;
      sleepers = sleepers.filter((other) => other !== next);
      now = Math.max(now, next.due);
      next.wake();
    }
    now = until;
  };
  return { now: () => now, date: () => new Date(startedAt + now), sleep, advance };
}

/** Lets every promise that is ready run on; a turn of the event loop empties the microtask queue. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}
