import { orphanSafe } from '../../clusters/components/orphan-safe';
import { Inconclusive } from '../errors';
import { failureText, run } from '../exec/exec';
import { cyclonusCommand, type Selection } from './command';
import { type PolicyCase, readOutput } from './output';

export interface CyclonusOptions {
  /** Path of the program on this computer. */
  readonly program: string;
  readonly kubeconfig: string;
  readonly withinMs: number;
  readonly signal: AbortSignal;
  /** Told how many cases have ended, of how many. */
  readonly onProgress: (ended: number, of: number) => void;
  /** Given what Cyclonus has written, before it is read. */
  readonly keepLog?: (log: string) => Promise<unknown>;
}

export interface CyclonusRun {
  readonly cases: readonly PolicyCase[];
  /** By case number, in milliseconds. */
  readonly times: ReadonlyMap<number, number>;
  /** With what it did before the first case: namespaces, pods, their start. */
  readonly durationMs: number;
}

/**
 * Runs Cyclonus against a cluster; its pods stay. It asks the API server alone, so it runs on this computer whatever made
 * the cluster. Rejects with Inconclusive where it does not end by itself and well, or what it wrote is not whole.
 */
export async function runCyclonus(selection: Selection, options: CyclonusOptions): Promise<CyclonusRun> {
  const { program, kubeconfig, withinMs, signal, onProgress, keepLog } = options;
  const clock = new CaseClock(onProgress);
  const ran = await run(orphanSafe(cyclonusCommand(program, selection)), {
    env: { KUBECONFIG: kubeconfig },
    timeoutMs: withinMs,
    signal,
    onLine: (line) => clock.read(line),
  });
  await keepLog?.(`${ran.stdout}\n${ran.stderr}`);
  if (ran.exitCode !== 0)
    throw new Inconclusive({
      what: 'Cyclonus did not come to its end',
      last: failureText(ran),
      next: 'see cyclonus.log',
    });
  const cases = readOutput(ran.stdout);
  if (cases.length === 0)
    throw new Inconclusive({ what: `Cyclonus has no case with any of the tags ${selection.tags.join(', ')}` });
  return { cases, times: clock.times, durationMs: ran.durationMs };
}

/** Cyclonus tells no times: its lines are timed as they come. */
class CaseClock {
  readonly times = new Map<number, number>();
  private began = 0;
  private count = 0;

  constructor(private readonly onProgress: CyclonusOptions['onProgress']) {}

  read(line: string): void {
    const [, word, number] = /^(testing|starting test case|finished policy) #?(\d+)(?: cases)?$/.exec(line) ?? [];
    if (word === 'testing') this.count = Number(number);
    if (word === 'starting test case') this.began = performance.now();
    if (word !== 'finished policy') return;
    this.times.set(Number(number), performance.now() - this.began);
    this.onProgress(Number(number), this.count);
  }
}
