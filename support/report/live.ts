import { logView } from './live-log';
import type { ScenarioResult } from './result';

/** A scenario under way: the step that runs, since when, and what it saw last. */
export interface Running {
  readonly label: string;
  readonly scenario: string;
  readonly step: string;
  /** Milliseconds on the monotonic clock. */
  readonly since: number;
  readonly last: string;
}

/** What a reader sees while a run goes on. */
export interface Live {
  /** Replaces what is shown for a job; undefined when nothing of it runs. */
  show(job: string, running: Running | undefined): void;
  finished(result: ScenarioResult): void;
  /** A line that stays. */
  note(text: string): void;
  /** A line about the whole run, until the next one: set-up, planning. */
  phase(text: string | undefined): void;
  /** Lets go of the terminal (for a question to the user), or takes it back. */
  suspend(): void;
  resume(): void;
  close(): void;
}

/** A terminal gets a view that moves; a log gets lines. */
export function liveView(stream: NodeJS.WriteStream): Live {
  if (!stream.isTTY || process.env.CI) return logView((line) => stream.write(`${line}\n`));
  const { terminalView }: typeof import('./live-terminal') = require('./live-terminal');
  return terminalView(stream);
}
