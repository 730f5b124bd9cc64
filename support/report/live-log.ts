import { duration } from '../clock';
import { forTerminal } from './escape';
import type { Live, Running } from './live';
import { scenarioLine } from './summary';

/** A log that stands still for longer looks hung: what is being waited for is said this often. */
const heartbeatMs = 30_000;

/** Progress for a log: a line a scenario, and a heartbeat that names what is being waited for. */
export function logView(write: (line: string) => void): Live {
  const running = new Map<string, Running>();
  let lastPhase: string | undefined;
  const beat = setInterval(() => {
    for (const job of running.values()) write(forTerminal(`...          ${runningLine(job)}`));
  }, heartbeatMs).unref();
  return {
    show: (job, now) => {
      if (now) running.set(job, now);
      else running.delete(job);
    },
    finished: (result) => write(scenarioLine(result)),
    note: (text) => write(forTerminal(text)),
    phase: (text) => {
      if (text && text !== lastPhase) write(forTerminal(text));
      lastPhase = text;
    },
    suspend: () => {},
    resume: () => {},
    close: () => clearInterval(beat),
  };
}

/** The step being waited for, for how long, and what was seen last. */
export function runningLine({ label, scenario, step, since, last }: Running): string {
  const where = label ? `${scenario} [${label}]` : scenario;
  const seen = last ? `: ${last.split('\n')[0]}` : '';
  return `${where} > ${step} (${duration(performance.now() - since)})${seen}`;
}
