import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { EndToEndTests } from '../../clusters/lab';
import { Inconclusive } from '../errors';
import type { Argv, ExecOptions, ExecResult } from '../exec/exec';
import { conformanceCommand, isMeant } from './command';
import { runSuite } from './run';

const result = (stdout: string, exitCode = 0): ExecResult => ({
  command: 'x',
  exitCode,
  stdout,
  stderr: '',
  timedOut: false,
  durationMs: 1,
});

/** Answers each command with what the test says, and tells the lines of a suite as they would come. */
function testsThat(answers: { readonly suite: ExecResult; readonly report: ExecResult }) {
  const ran: { argv: Argv; options: ExecOptions | undefined }[] = [];
  const exec = async (argv: Argv, options?: ExecOptions): Promise<ExecResult> => {
    ran.push({ argv, options });
    if (argv[0] === 'mktemp') return result('/tmp/reports');
    if (argv[0] === 'cat') return answers.report;
    for (const line of answers.suite.stdout.split('\n')) options?.onLine?.(line);
    return answers.suite;
  };
  const tests: EndToEndTests = {
    executor: { name: 'the runner', exec },
    program: '/e2e/e2e.test',
    ginkgo: '/e2e/ginkgo',
    kubectl: '/k/kubectl',
    kubeconfig: '/lab/kubeconfig',
  };
  return { tests, ran };
}

const suite = { sig: 'sig-network', withinMs: 90_500, processes: 3 };
const options = (onProgress: (ended: number) => void = () => {}) => ({
  signal: new AbortController().signal,
  onProgress,
});

test('the command line: the group’s conformance tests, once each, within the deadline, on the given cluster', () => {
  const { tests } = testsThat({ suite: result(''), report: result('') });
  const argv = conformanceCommand(tests, { ...suite, reportDir: '/tmp/r' });
  const end = argv.indexOf('--');
  assert.equal(argv[end - 1], '/e2e/e2e.test');
  for (const flag of ['--procs=3', '--timeout=91s', '--focus=\\[sig-network\\].*\\[Conformance\\]'])
    assert.ok(argv.slice(0, end).includes(flag), flag);
  for (const flag of ['--kubeconfig=/lab/kubeconfig', '--kubectl-path=/k/kubectl', '--report-dir=/tmp/r'])
    assert.ok(argv.slice(end).includes(flag), flag);
});

test('a test is meant by its group and as a conformance test', () => {
  assert.ok(isMeant('[sig-network] DNS should resolve [Conformance]', 'sig-network'));
  assert.ok(!isMeant('[sig-network] DNS should resolve', 'sig-network'));
  assert.ok(!isMeant('[sig-node] Pods should run [Conformance]', 'sig-network'));
});

test('progress counts tests that ended; the suite gets time beyond its deadline to write its report', async () => {
  const log = ['• [2.5 seconds]', 'I1121 • [x]', '------', '• [FAILED] [602.355 seconds]', 'SSS'].join('\n');
  const { tests, ran } = testsThat({ suite: result(log, 1), report: result('<testsuites/>') });
  const seen: number[] = [];
  const { report } = await runSuite(
    tests,
    suite,
    options((ended) => seen.push(ended)),
  );
  assert.deepEqual(seen, [1, 2]);
  assert.equal(report, '<testsuites/>');
  assert.ok((ran[1]?.options?.timeoutMs ?? 0) > suite.withinMs);
  assert.deepEqual(ran[2]?.argv, ['cat', '/tmp/reports/junit_01.xml']);
});

test('without a report nothing is judged, and the last words are told', async () => {
  const { tests } = testsThat({ suite: result('cannot reach the API server', 1), report: result('', 1) });
  await assert.rejects(runSuite(tests, suite, options()), (error: unknown) => {
    assert.ok(error instanceof Inconclusive);
    assert.match(error.message, /left no report[\s\S]*cannot reach the API server/);
    return true;
  });
});
