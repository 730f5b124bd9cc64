import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, test } from 'node:test';
import { BadInput } from '../errors';
import { plan, planUnchanged } from './plan';
import type { RunRequest } from './request';

const root = mkdtempSync(join(tmpdir(), 'endstate-plan-'));
after(() => rmSync(root, { recursive: true }));

const files = {
  'features/network/dns.feature': '',
  'features/wol/wol.feature': '',
  'features/wol/problem.yaml': 'title: WOL\nkubernetes: "1.29"\nparts: { manifests: {} }\n',
  'features/wol/answers/right/a/manifests/x.yaml': '',
  'features/wol/answers/right/b/fix-1/manifests/x.yaml': '',
  'features/wol/answers/right/b/fix-2/manifests/x.yaml': '',
  'features/wol/answers/wrong/lucky/expect.yaml': 'step: stay Running\noutcome: restarted\n',
  'features/misspelt/x.feature': '',
  'features/misspelt/problem.yaml': 'title: X\nrubrik: {}\n',
  'features/unexpected/x.feature': '',
  'features/unexpected/problem.yaml': 'title: X\n',
  'features/unexpected/answers/wrong/y/manifests/x.yaml': '',
  'somebodys/manifests/x.yaml': '',
  'whole/features/dns.feature': '',
};
for (const [path, content] of Object.entries(files)) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

const request: RunRequest = {
  right: 'all',
  mostWrong: 0,
  wrongOnce: false,
  tags: '',
  names: [],
  order: 'defined',
  keep: false,
  pause: false,
  reportsDir: join(root, 'reports'),
  paths: [],
};

function jobsOf(changes: Partial<RunRequest> & { paths: readonly string[] }) {
  const paths = changes.paths.map((path) => join(root, path));
  return plan({ ...request, ...changes, paths }).map(({ label, tags, paths, expected }) => ({
    label,
    tags,
    file: paths.map((path) => path.slice(root.length + 1)).join(),
    ...(expected ? { expected } : {}),
  }));
}

test('a feature outside a problem just runs', () => {
  assert.deepEqual(jobsOf({ paths: ['features/network'] }), [
    { label: '', tags: '', file: 'features/network/dns.feature' },
  ]);
});

test('a problem runs on the broken state, then its end state once a method of each right answer', () => {
  const file = 'features/wol/wol.feature';
  assert.deepEqual(jobsOf({ paths: ['features/wol'] }), [
    { label: '', tags: '(not @end)', file },
    { label: 'answers/right/a', tags: '(@end)', file },
    { label: 'answers/right/b/fix-1', tags: '(@end)', file },
    { label: 'answers/right/b/fix-2', tags: '(@end)', file },
  ]);
});

test('wrong answers come with what is expected of them', () => {
  const jobs = jobsOf({ paths: ['features/wol'], right: 'first', mostWrong: Infinity });
  assert.deepEqual(
    jobs.map(({ label }) => label),
    ['', 'answers/right/a', 'answers/wrong/lucky'],
  );
  assert.deepEqual(jobs[2]?.expected, { step: 'stay Running', outcome: 'restarted' });
});

test('the end state is held against the broken one in a job that hands in nothing', () => {
  const jobs = planUnchanged({ ...request, tags: '@a', paths: [join(root, 'features/wol')] }, 'nothing changed');
  assert.deepEqual(
    jobs.map(({ label, tags, answer, unchanged }) => ({ label, tags, answer, unchanged })),
    [{ label: 'nothing changed', tags: '(@a) and (@end)', answer: undefined, unchanged: true }],
  );
});

test('no wrong answer runs unless told, and no more than told', () => {
  const labels = (mostWrong: number) =>
    jobsOf({ paths: ['features/wol'], right: 'none', mostWrong }).map(({ label }) => label);
  assert.deepEqual(labels(0), ['']);
  assert.deepEqual(labels(1), ['', 'answers/wrong/lucky']);
});

test('with an answer named, only the end state is judged', () => {
  const jobs = jobsOf({ paths: ['features/wol/wol.feature:12'], answer: join(root, 'somebodys') });
  assert.deepEqual(
    jobs.map(({ tags, file }) => ({ tags, file })),
    [{ tags: '(@end)', file: 'features/wol/wol.feature:12' }],
  );
});

test("the user's tags narrow the plan's own", () => {
  assert.equal(
    jobsOf({ paths: ['features/wol'], tags: '@a or @b', right: 'none' })[0]?.tags,
    '(@a or @b) and (not @end)',
  );
});

test('what is for request only stays out of a run without paths', () => {
  const before = process.cwd();
  process.chdir(join(root, 'whole'));
  try {
    const tags = plan({ ...request, paths: [], tags: '@a' }).map((job) => job.tags);
    assert.deepEqual(tags, ['(@a) and (not @on-request)']);
  } finally {
    process.chdir(before);
  }
});

const refused: readonly (readonly [string, Partial<RunRequest> & { paths: readonly string[] }, RegExp])[] = [
  ['a path that is not there', { paths: ['features/wol/wo.feature'] }, /there is no .*did you mean .*wol\.feature/s],
  ['a file that is no feature', { paths: ['features/wol/problem.yaml'] }, /is no feature/],
  ['a folder without features', { paths: ['somebodys'] }, /there is no feature in/],
  ['an answer without a problem', { paths: ['features/network'], answer: root }, /an answer needs a problem/],
  ['an answer for two problems', { paths: ['features/wol', 'features/misspelt'], answer: root }, /one problem/],
  ['an answer that is not there', { paths: ['features/wol'], answer: '/nowhere' }, /no answer folder \/nowhere/],
  ['an unknown key in problem.yaml', { paths: ['features/misspelt'] }, /unknown key "rubrik"; did you mean "rubric"/],
  [
    'a wrong answer without expect.yaml',
    { paths: ['features/unexpected'], mostWrong: Infinity },
    /there is no .*expect\.yaml/,
  ],
];

for (const [why, request, words] of refused) {
  test(`${why} is refused`, () => {
    assert.throws(
      () => jobsOf(request),
      (error) => error instanceof BadInput && words.test(error.message),
    );
  });
}
