import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020';
import { BadInput } from '../errors';
import { confirmedSchema } from './confirmed';
import { parseProblem } from './problem';
import { problemSchema } from './problem-schema';

const root = join(__dirname, '..', '..');
const problems = readdirSync(join(root, 'features'), { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('problem.yaml'),
);

/** `UPDATE=1` writes the published files anew; `npm run format` lays them out. */
for (const [name, schema] of Object.entries({ problem: problemSchema, confirmed: confirmedSchema })) {
  test(`${name}: the published schema is the one that files are read with, and one of its own dialect`, () => {
    const file = join(root, `docs/schemas/${name}.schema.json`);
    if (process.env.UPDATE) writeFileSync(file, JSON.stringify(schema));
    assert.deepEqual(JSON.parse(readFileSync(file, 'utf8')), schema);
    assert.equal(new Ajv2020().validateSchema(schema), true);
  });
}

test('every problem of the project is one', () => {
  assert.ok(problems.length >= 9);
  for (const file of problems) parseProblem(readFileSync(join(root, 'features', file), 'utf8'), file);
});

test('the documentation’s example is one', () => {
  const [, example] = readFileSync(join(root, 'docs/problems.md'), 'utf8').split(/```yaml\n(title:[\s\S]*?)```/);
  assert.equal(parseProblem(example ?? '', 'docs/problems.md').rubric?.total, 300);
});

test('kinds of others are taken by their group', () => {
  const kinds = ['Deployment', 'Deployment.apps', 'Service.serving.knative.dev', 'CiliumNetworkPolicy.cilium.io'];
  assert.deepEqual(parseProblem(`title: x\nkinds: [${kinds}]`, 'problem.yaml').kinds, kinds);
});

test('what a problem does not say is nothing allowed, nothing forbidden and one method', () => {
  const { parts, rules, methods, rubric } = parseProblem('title: x', 'problem.yaml');
  assert.deepEqual(
    { parts, rules, methods, rubric },
    { parts: {}, rules: {}, methods: { count: 1 }, rubric: undefined },
  );
});

const items = (text: string, total = 100) => `title: x\nrubric:\n  total: ${total}\n  items:\n${text}`;
const item = (more: string, id = 'a', points = 100) => `    - { id: ${id}, what: x, points: ${points}, ${more} }\n`;
const rules = (text: string) => `title: x\nrules: ${text}`;

const refused: readonly [string, RegExp][] = [
  ['source: {}', /required property 'title'/],
  ['title: x\npart: {}', /unknown key "part"; did you mean "parts"/],
  ['title: x\nparts: { manifest: {} }', /unknown key "manifest"; did you mean "manifests"/],
  ['title: x\nparts: { manifests: { may-chang: [a] } }', /did you mean "may-change"/],
  ['title: x\nparts: { manifests: { may-change: [a], must-not-change: [a] } }', /a may change and must not/],
  ['title: x\nmethods: { count: 2, apart-by: file }', /apart-by must be equal to constant/],
  ['title: x\nkinds: [Deployment.app]', /group of "Deployment\.app" is not known[\s\S]*write "Deployment\.apps"/],
  ['title: x\nkinds: [NetworkPolicy.k8s.io]', /write "NetworkPolicy\.networking\.k8s\.io"/],
  ['title: x\nkinds: [Shop.batc]', /write "Shop\.batch"/],
  ['title: x\nkinds: [Servic]', /write "Servic\.<its group>" or "Service"/],
  [rules('{ unchanged-fields: [{ id: a, what: b, kind: Pod, paths: ["$.spec["] }] }'), /"\$\.spec\[" is no JSONPath/],
  [rules('{ unchanged-lines: [{ id: a, what: b, file: c, lines: [0] }] }'), /lines\/0 must be >= 1/],
  [rules('{ unchanged-files: [{ id: parts, what: b, files: [c] }] }'), /two rules are called "parts"/],
  [items(item('end-state: {}', 'a', 90)), /add up to 90, the total is 100/],
  [items(item('end-state: {}, text: {}')), /item a is of no sort/],
  [items(item('end-state: {}', 'answer')), /an item is called "answer"/],
  [items(`    - { id: a, what: x, points: 100 }\n`), /item a is of no sort/],
  [items(item('text: {}, luck: { factor: 0.5, passes: [a], fails: [b] }')), /item a has no end state/],
  [items(item('end-state: {}, luck: { factor: 1, passes: [a], fails: [b] }')), /factor must be < 1/],
  [items(item('end-state: { method: 2 }')), /item a is about method 2 of 1/],
  [items(item('end-state: {}', 'a', 50) + item('end-state: {}', 'a', 50)), /"a" is there twice/],
  [items(item('end-state: {}, scale: { measure: size }')), /scale of item a is of no sort/],
  [items(item('end-state: {}, scale: { measure: size, linear: { full-at: 1, none-at: 1 } }')), /is no line/],
  [items(item('end-state: {}, scale: { measure: size, steps: [{ at-most: 1, points: 101 }] }')), /more than its 100/],
  [
    items(
      item('end-state: {}, scale: { measure: size, steps: [{ at-most: 2, points: 9 }, { at-most: 1, points: 8 }] }'),
    ),
    /out of order/,
  ],
  [`${items(item('end-state: {}'))}  gates: [{ id: g, what: x, text: {} }]`, /a gate opens nothing/],
];

for (const [text, words] of refused) {
  test(`refused: ${words.source}`, () => {
    assert.throws(
      () => parseProblem(text, 'problem.yaml'),
      (error) => error instanceof BadInput && words.test(error.message) && error.message.startsWith('problem.yaml'),
    );
  });
}
