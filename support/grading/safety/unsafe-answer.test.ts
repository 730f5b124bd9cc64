import assert from 'node:assert/strict';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AnswerFiles } from '../answer-files';
import { parseProblem } from '../problem';
import { unsafeAnswer } from './unsafe-answer';

const root = join(__dirname, '../../../features');

const filesOf = (files: Readonly<Record<string, string>>): AnswerFiles =>
  new Map(Object.entries(files).map(([path, content]) => [path, Buffer.from(content)]));

test('each method is looked at, and named', () => {
  const answer = filesOf({
    'fix-1/manifests/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostPID: yes }\n',
    'fix-2/manifests/a.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostpid: true }\n',
    'fix-3/disk/lb/etc/sysctl.conf': 'kernel.core_pattern=x',
    'fix-4/manifests/a.yaml': 'kind: [',
    'fix-5/manifests/a.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: a }\n',
  });
  const found = unsafeAnswer({ kinds: ['Pod'], parts: {} }, answer).map(({ rule, file, field, voids }) => [
    rule,
    file,
    field,
    voids,
  ]);
  assert.deepEqual(found, [
    ['unsafe-field', 'fix-1/manifests/a.yaml', "$['spec']['hostPID']", { whole: true }],
    ['unknown-field', 'fix-2/manifests/a.yaml', "$['spec']['hostpid']", { method: 'fix-2' }],
    ['unsafe-file', 'fix-3/disk/lb/etc/sysctl.conf', 'line 1', { whole: true }],
    ['kinds', 'fix-5/manifests/a.yaml', "$['kind']", { whole: true }],
  ]);
});

test('pods lead names elsewhere than DNS does where the problem says so', () => {
  const pod =
    'apiVersion: v1\nkind: Pod\nmetadata: { name: a }\nspec: { hostAliases: [{ ip: 10.0.0.1, hostnames: [a] }] }\n';
  const answer = filesOf({ 'manifests/a.yaml': pod });
  const rulesFor = (text: string) =>
    unsafeAnswer(parseProblem(`title: x\n${text}`, 'x'), answer).map(({ rule }) => rule);
  assert.deepEqual(rulesFor('parts: { manifests: { may-set-host-aliases: true } }'), []);
  assert.deepEqual(rulesFor('parts: { manifests: {} }'), ['unsafe-field']);
});

test("no right or wrong answer of the project's own is unsafe in its problem", () => {
  const paths = readdirSync(root, { recursive: true }).map(String);
  const problems = paths.filter((path) => path.endsWith('problem.yaml'));
  let answers = 0;
  for (const path of problems) {
    const folder = path.slice(0, -'/problem.yaml'.length);
    const problem = parseProblem(readFileSync(join(root, path), 'utf8'), path);
    for (const [answer, files] of answersBelow(paths, folder)) {
      answers += 1;
      const rules = [...new Set(unsafeAnswer(problem, files).map(({ rule }) => rule))];
      assert.deepEqual(rules, [], answer);
    }
  }
  assert.ok(answers > 50, `${answers} answers`);
});

function answersBelow(paths: readonly string[], problem: string): ReadonlyMap<string, AnswerFiles> {
  const answers = new Map<string, Map<string, Buffer>>();
  for (const path of paths) {
    const [, answer, file] = /^(.*\/answers\/(?:right|wrong)\/[^/]+)\/(.+)$/.exec(path) ?? [];
    if (answer === undefined || file === undefined || !path.startsWith(`${problem}/`)) continue;
    const full = join(root, path);
    if (statSync(full).isFile()) answers.set(answer, (answers.get(answer) ?? new Map()).set(file, readFileSync(full)));
  }
  return answers;
}
