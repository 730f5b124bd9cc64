import type { EndToEndTests } from '../../clusters/lab';
import type { Argv } from '../exec/exec';

export interface Suite {
  /** Special interest group, as the tests' names have it: `sig-network`. */
  readonly sig: string;
  readonly withinMs: number;
  /** Tests at once. Those that need the cluster for themselves run after the others. */
  readonly processes: number;
  /** Where the report goes, as the executor sees it. */
  readonly reportDir: string;
}

/** The name of Kubernetes' own report in {@link Suite.reportDir}. */
export const reportFile = 'junit_01.xml';

/** Ginkgo's command line for the conformance tests of one group. Nothing is tried twice. */
export function conformanceCommand(tests: EndToEndTests, { sig, withinMs, processes, reportDir }: Suite): Argv {
  return [
    tests.ginkgo,
    'run',
    `--procs=${processes}`,
    `--timeout=${Math.ceil(withinMs / 1000)}s`,
    `--focus=\\[${sig}\\].*\\[Conformance\\]`,
    '--flake-attempts=1',
    '--no-color',
    '--silence-skips',
    '-v',
    tests.program,
    '--',
    `--kubeconfig=${tests.kubeconfig}`,
    `--kubectl-path=${tests.kubectl}`,
    // No cloud to ask for load balancers, disks or logs.
    '--provider=skeleton',
    '--disable-log-dump',
    `--report-dir=${reportDir}`,
  ];
}

/** Whether a test's full name is one that the command means. */
export function isMeant(name: string, sig: string): boolean {
  return name.includes(`[${sig}]`) && name.includes('[Conformance]');
}
