import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, beforeEach, test } from 'node:test';
import { loadVocabulary, runJob } from '../cucumber/cucumber-run';
import { originalOf } from '../grade/problem-folder';
import { check } from '../run/check';
import { plan, planUnchanged } from '../run/plan';
import { readProblem } from '../run/problem';
import type { RunRequest } from '../run/request';
import type { WorkerProcess } from '../run/worker-process';
import { unchangedLabel } from './with-labs';
import { checkWithoutLabs } from './without-labs';

/** What `endstate new problem` lays out. */
const template = join(__dirname, '../scaffold/problem');

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'endstate-verify-'));
  cpSync(template, dir, { recursive: true });
});
afterEach(() => rmSync(dir, { recursive: true }));

function edit(file: string, from: string | RegExp, to: string): void {
  const before = readFileSync(join(dir, file), 'utf8');
  const text = before.replace(from, to);
  assert.notEqual(text, before, `${file} has no ${from}`);
  writeFileSync(join(dir, file), text);
}

async function wrong(): Promise<readonly string[]> {
  const { findings } = await checkWithoutLabs(readProblem(dir), originalOf(dir));
  return findings
    .filter(({ outcome }) => outcome !== 'pass')
    .map(({ claim, explanation }) => `${claim}: ${explanation?.what}`);
}

const defects: readonly [string, () => void, RegExp][] = [
  ['no right answer', () => rmSync(join(dir, 'answers/right'), { recursive: true }), /^there is a right answer: /],
  ['no wrong answer', () => rmSync(join(dir, 'answers/wrong'), { recursive: true }), /^there is a wrong answer: /],
  [
    'a wrong answer without expect.yaml',
    () => rmSync(join(dir, 'answers/wrong/no-pods/expect.yaml')),
    /^there is a wrong answer: there is no .*no-pods\/expect\.yaml/,
  ],
  [
    'an unknown key in an expect.yaml',
    () => edit('answers/wrong/no-pods/expect.yaml', 'outcome:', 'outcom:'),
    /no-pods\/expect\.yaml/,
  ],
  [
    'a file that must not change and is not there',
    () => edit('problem.yaml', 'may-change: [shop.yaml]', 'must-not-change: [shop.yml]'),
    /^every rule is about something: .*no file manifests\/shop\.yml/,
  ],
  [
    'a path that nothing could have',
    () => edit('problem.yaml', '$.spec.containers', '$.spec.contianers'),
    /^every rule is about something: .*containers: the problem has no \$\.spec\.contianers/,
  ],
  [
    'a text rubric that is not the rubric’s',
    () => edit('rubric-text.yaml', 'id: cause', 'id: reason'),
    /^the rubrics agree: cause, reason: in one of/,
  ],
  [
    'a right answer that breaks a rule',
    () => edit('answers/right/selector/manifests/shop.yaml', 'caddy:2.7.6', 'caddy:2.8.0'),
    /^no answer of its own breaks a rule: answers\/right\/selector: rule containers \(manifests\/shop\.yaml\)/,
  ],
  [
    'a wrong answer that breaks a rule, which hides what it comes to',
    () => edit('answers/wrong/no-pods/manifests/shop.yaml', '30080', '30081'),
    /^no answer of its own breaks a rule: answers\/wrong\/no-pods: rule node-port/,
  ],
  [
    'an answer that is not safe to apply',
    () => edit('answers/right/selector/manifests/shop.yaml', 'kind: Service', 'kind: ClusterRole'),
    /answers\/right\/selector: rule kinds/,
  ],
];

for (const [what, damage, words] of defects) {
  test(`${what} is a defect, before any lab`, async () => {
    damage();
    const [said = '', ...more] = await wrong();
    assert.match(said, words);
    assert.ok(more.length <= 1, more.join('\n'));
  });
}

test('the template is sound as far as no lab is needed', async () => {
  assert.deepEqual(await wrong(), []);
});

let worker: WorkerProcess;
before(async () => {
  const vocabulary = await loadVocabulary(['support/cucumber/load.ts', 'steps/!(*.test).ts']);
  worker = {
    run: async (
      mode: 'check',
      job: Parameters<WorkerProcess['run']>[1],
      { message }: Parameters<WorkerProcess['run']>[2],
    ) => {
      await runJob(vocabulary, job, mode, (envelope) => message({ type: 'envelope', job: job.id, envelope }));
      return { kind: 'done' };
    },
  } as unknown as WorkerProcess;
});

const requestOf = (path: string): RunRequest => ({
  paths: [path],
  right: 'all',
  mostWrong: Infinity,
  wrongOnce: false,
  tags: '',
  names: [],
  order: 'defined',
  keep: false,
  pause: false,
  reportsDir: dir,
});

const checked = (path: string) =>
  check([...plan(requestOf(path)), ...planUnchanged(requestOf(path), unchangedLabel)], worker);

test('the template’s words are steps, with each of its answers and with nothing changed', async () => {
  const { jobs, problems } = await checked(template);
  assert.deepEqual(problems, []);
  assert.deepEqual(
    jobs.map(({ label }) => label),
    [
      '',
      'answers/right/labels',
      'answers/right/selector',
      'answers/wrong/no-pods',
      'answers/wrong/other-port',
      unchangedLabel,
    ],
  );
});

for (const path of ['features/ictsc2020-diet', 'features/ictsc2020-docker']) {
  test(`${path}, whose answers are images, can be tried with nothing changed`, async () => {
    const { jobs, problems } = await checked(path);
    assert.deepEqual(problems, []);
    assert.ok(jobs.some(({ label }) => label === unchangedLabel));
  });
}
