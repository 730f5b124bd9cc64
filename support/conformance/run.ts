import type { EndToEndTests } from '../../clusters/lab';
import { Inconclusive } from '../errors';
import { type ExecResult, failureText } from '../exec/exec';
import { conformanceCommand, reportFile, type Suite } from './command';

/** After its own deadline the suite ends what runs and writes its report: this long it may take. */
const reportWithinMs = 120_000;

export interface SuiteRun {
  /** Everything that the tests wrote. */
  readonly log: string;
  /** Kubernetes' JUnit report. */
  readonly report: string;
}

export interface SuiteOptions {
  readonly signal: AbortSignal;
  /** Told how many tests have ended. */
  readonly onProgress: (ended: number) => void;
}

/** Runs a suite. Rejects with Inconclusive where it leaves no report. */
export async function runSuite(
  tests: EndToEndTests,
  suite: Omit<Suite, 'reportDir'>,
  { signal, onProgress }: SuiteOptions,
): Promise<SuiteRun> {
  const { executor } = tests;
  const made = await executor.exec(['mktemp', '--directory'], { signal });
  const reportDir = made.stdout.trim();
  let ended = 0;
  const ran = await executor.exec(conformanceCommand(tests, { ...suite, reportDir }), {
    signal,
    timeoutMs: suite.withinMs + reportWithinMs,
    onLine: (line) => {
      if (isEnd(line)) onProgress(++ended);
    },
  });
  const report = await executor.exec(['cat', `${reportDir}/${reportFile}`], { signal });
  if (report.exitCode !== 0) throw noReport(ran);
  return { log: `${ran.stdout}\n${ran.stderr}`, report: report.stdout };
}

/** Ginkgo's mark of a test that passed or failed, with its time. */
function isEnd(line: string): boolean {
  return /^• (\[[A-Z ]+\] )?\[\d/.test(line);
}

function noReport(ran: ExecResult): Inconclusive {
  return new Inconclusive({ what: 'the end-to-end tests left no report', last: failureText(ran) });
}
