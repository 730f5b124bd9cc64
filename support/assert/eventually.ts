import { type Clock, duration, systemClock } from '../clock';
import { Inconclusive, Mismatch } from '../errors';
import { type Attempt, attempt, bounded, interrupted } from './attempt';
import type { Condition, Judgement } from './judgement';
import { isObservations, type Probe } from './observation';

export interface WaitOptions {
  /** The deadline, in milliseconds. What is met only after it is not met. */
  readonly withinMs: number;
  /** Between the end of one look and the next, for sources that do not tell of changes. Milliseconds; 200 unless told. */
  readonly everyMs?: number;
  /** The sentence of a failure without its deadline: `host01 could not curl 192.168.0.1:30080`. */
  readonly what?: string;
  /** What to do next, for the failure's last line. */
  readonly next?: string;
  readonly clock?: Clock;
  readonly signal?: AbortSignal | undefined;
  /** Told of each look, for progress lines. */
  readonly onAttempt?: (judgement: Judgement, attempt: number) => void;
}

/**
 * Looks at once and then again, on every change or every `everyMs`, until the condition is met. Resolves with the
 * observation that met it.
 *
 * Rejects with Mismatch when the condition can never be met any more, or was not met when the deadline fired; with
 * Inconclusive when the last look before the deadline saw nothing (it might have been met by then) or the wait was
 * aborted. A look that began before the deadline may come to its end, within its own limit: cut short it would say
 * nothing. BadInput, Unsupported and Mismatch thrown by the probe pass through.
 */
export async function eventually<T>(source: Probe<T>, condition: Condition<T>, options: WaitOptions): Promise<T> {
  const wait = new Wait(source, condition, options);
  try {
    return await wait.run();
  } catch (error) {
    if (options.signal?.aborted) throw interrupted(source.description, wait.last?.detail);
    throw error;
  }
}

class Wait<T> {
  last: Judgement | undefined;
  private attempts = 0;
  private readonly clock: Clock;
  private readonly deadlineMs: number;

  constructor(
    private readonly source: Probe<T>,
    private readonly condition: Condition<T>,
    private readonly options: WaitOptions,
  ) {
    this.clock = options.clock ?? systemClock;
    this.deadlineMs = this.clock.now() + options.withinMs;
  }

  async run(): Promise<T> {
    for (;;) {
      const seen = this.entriesSeen();
      const found = await this.look();
      if (found.judgement.state === 'met') return this.inTime(found);
      if (found.judgement.state === 'impossible') throw this.mismatch(', and it cannot become so any more');
      if (this.leftMs() <= 0 || !(await this.nextChance(seen))) return this.atDeadline();
    }
  }

  private async look(): Promise<Attempt<T>> {
    const found = await attempt(this.source, this.condition, this.clock, this.options.signal);
    this.last = found.judgement;
    this.attempts += 1;
    this.options.onAttempt?.(found.judgement, this.attempts);
    return found;
  }

  private inTime(found: Attempt<T>): T {
    const lateMs = -this.leftMs();
    if (lateMs <= 0) return found.value as T;
    this.last = { ...found.judgement, detail: `${found.judgement.detail}, but only ${duration(lateMs)} too late` };
    throw this.deadlinePassed();
  }

  /** Waits for a reason to look again. False when the deadline came first. */
  private async nextChance(seen: number): Promise<boolean> {
    const { source, clock } = this;
    if (!isObservations(source)) {
      await clock.sleep(Math.min(this.options.everyMs ?? 200, this.leftMs()), this.options.signal);
    } else {
      const changed = (signal: AbortSignal) => source.changed(seen, signal);
      await bounded(changed, { limitMs: this.leftMs(), clock, signal: this.options.signal });
    }
    return this.leftMs() > 0;
  }

  /** A history that has not changed for long may have been cut off: it is asked once more what holds now. */
  private async atDeadline(): Promise<T> {
    if (isObservations(this.source) && this.last?.state !== 'unknown') {
      const found = await this.look();
      if (found.judgement.state === 'met') return this.inTime(found);
    }
    throw this.deadlinePassed();
  }

  private deadlinePassed(): Error {
    const deadline = `within ${duration(this.options.withinMs)}`;
    if (this.last?.state !== 'unknown') return this.mismatch(` ${deadline}`);
    const what = `${this.source.description}: could not be observed ${deadline} (${this.count()})`;
    return new Inconclusive({ what, ...this.rest() });
  }

  private mismatch(when: string): Mismatch {
    const what = this.options.what ?? `${this.source.description}: not as stated`;
    return new Mismatch({ what: `${what}${when} (${this.count()})`, ...this.rest() }, this.last?.outcome);
  }

  private rest(): { last?: string; next?: string } {
    const { next } = this.options;
    return { ...(this.last ? { last: this.last.detail } : {}), ...(next ? { next } : {}) };
  }

  private count(): string {
    return this.attempts === 1 ? '1 attempt' : `${this.attempts} attempts`;
  }

  private leftMs(): number {
    return this.deadlineMs - this.clock.now();
  }

  private entriesSeen(): number {
    return isObservations(this.source) ? this.source.entries.length : 0;
  }
}
