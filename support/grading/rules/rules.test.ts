import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../../errors';
import type { AnswerFiles } from '../answer-files';
import { parseProblem } from '../problem';
import { filesFrom, withFiles } from '../testdata/folders';
import { brokenRules } from '.';
import { refuseIdleRules } from './refuse-idle';

const problemOf = (text: string) => parseProblem(`title: x\n${text}`, 'problem.yaml');

function found(problem: string, original: AnswerFiles, answer: AnswerFiles) {
  return brokenRules(problemOf(problem), original, answer).map(({ rule, file, field }) =>
    [rule, file, field].filter(Boolean).join(' '),
  );
}

const allowed: readonly [string, string, string][] = [
  ['manifests: {}', 'manifests/a.txt', 'x'],
  ['disk: { machines: [lb] }', 'disk/lb/etc/a', 'x'],
  ['disk: { machines: [lb], paths: ["/etc/haproxy/*", /srv/**] }', 'disk/lb/etc/haproxy/haproxy.cfg', 'x'],
  ['disk: { paths: [/srv/**] }', 'disk/any/srv/a/b/c', 'x'],
  ['runtime: { machines: [lb] }', 'runtime/lb.yaml', 'x'],
  ['security-groups: { groups: [worker] }', 'security-groups.yaml', '[{ security_group: worker }]'],
  ['inventory: { files: [hosts.yaml, group_vars/**] }', 'inventory/group_vars/all/all.yml', 'x'],
  ['image: {}', 'image/Dockerfile', 'x'],
];

const notAllowed: readonly [string, string, string][] = [
  ['manifests: {}', 'disk/lb/etc/a', 'x'],
  ['disk: {}', 'manifests/a.txt', 'x'],
  ['disk: { machines: [lb] }', 'disk/lb2/etc/a', 'x'],
  ['disk: { paths: ["/etc/haproxy/*"] }', 'disk/lb/etc/haproxy/errors/a', 'x'],
  ['disk: { paths: [/srv/**] }', 'disk/lb/etc/srv/a', 'x'],
  ['disk: { paths: ["/etc/a.b"] }', 'disk/lb/etc/aXb', 'x'],
  ['runtime: { machines: [lb] }', 'runtime/host01.yaml', 'x'],
  ['runtime: { machines: [lb] }', 'runtime/lb/more.yaml', 'x'],
  ['runtime: {}', 'security-groups.yaml', '[]'],
  [
    'security-groups: { groups: [worker] }',
    'security-groups.yaml',
    '[{ security_group: worker }, { security_group: db }]',
  ],
  ['inventory: { files: [hosts.yaml, group_vars/**] }', 'inventory/playbook.yml', 'x'],
  ['manifests: {}', 'image/Dockerfile', 'x'],
];

for (const [parts, path, text] of allowed) {
  const original = path.startsWith('manifests/') ? filesFrom({ [path]: '' }) : filesFrom({});
  test(`parts ${parts}: ${path} is allowed`, () =>
    assert.deepEqual(found(`parts: { ${parts} }`, original, filesFrom({ [path]: text })), []));
}

for (const [parts, path, text] of notAllowed) {
  test(`parts ${parts}: ${path} is a broken rule`, () => {
    assert.deepEqual(found(`parts: { ${parts} }`, filesFrom({}), filesFrom({ [path]: text })), [`parts ${path}`]);
    assert.deepEqual(found(`parts: { ${parts} }`, filesFrom({}), filesFrom({ [`fix-1/${path}`]: text })), [
      `parts fix-1/${path}`,
    ]);
  });
}

test('a report is no part; a part beside methods is nobody’s', () => {
  const files = filesFrom({
    'report.md': 'x',
    'expect.yaml': 'x',
    'fix-1/report.md': 'x',
    'fix-1/image/a': 'x',
    'image/a': 'x',
  });
  assert.deepEqual(found('parts: { image: {} }', filesFrom({}), files), ['parts image/a']);
});

const configMap = (name: string, value = 'x', namespace = 'default') =>
  `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: ${namespace} }\ndata: { key: ${value} }\n`;

test('without may-add-files no file is added; files that may change are those that are named', () => {
  const original = filesFrom({ 'manifests/a.yaml': configMap('a'), 'manifests/b.yaml': configMap('b') });
  const problem = 'parts: { manifests: { may-change: [a.yaml] } }';
  assert.deepEqual(found(problem, original, withFiles(original, { 'manifests/a.yaml': configMap('a', 'y') })), []);
  assert.deepEqual(found(problem, original, withFiles(original, { 'manifests/a.yaml': undefined })), []);
  assert.deepEqual(found(problem, original, withFiles(original, { 'manifests/b.yaml': configMap('b', 'y') })), [
    "files manifests/b.yaml $['data']['key']",
  ]);
  assert.deepEqual(found(problem, original, withFiles(original, { 'manifests/c.yaml': configMap('c') })), [
    'files manifests/c.yaml',
  ]);
});

const service = (more: string, name = 'web', namespace = 'default') =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: ${namespace} }\nspec: { ports: [{ port: 80 }, { port: 443 }]${more} }\n`;

const fields = (more: string) =>
  `parts: { manifests: { may-add-files: true } }\nrules: { unchanged-fields: [{ id: ports, what: w, kind: Service, paths: ["$.spec.ports[*].port", $.spec.type]${more} }] }`;

test('fields of objects: changed, deleted and moved', () => {
  const original = filesFrom({ 'manifests/a.yaml': service('') });
  const is = (text: string, more = '') => found(fields(more), original, filesFrom({ 'manifests/b.yaml': text }));
  assert.deepEqual(is(service(', internalTrafficPolicy: Local')), []);
  assert.deepEqual(is(service(', type: ClusterIP')), []);
  assert.deepEqual(
    is(service('').replace('{ port: 80 }, { port: 443 }', '{ port: 443 }, { port: 80, protocol: TCP }')),
    [],
  );
  assert.deepEqual(is(service(', type: NodePort')), ["ports manifests/b.yaml $['spec']['type']"]);
  assert.deepEqual(is(service('').replace('port: 80', 'port: 81')), [
    "ports manifests/b.yaml $['spec']['ports'][0]['port']",
  ]);
  assert.deepEqual(is(service('', 'web2')), ['ports manifests/a.yaml']);
  assert.deepEqual(is(service(', type: NodePort', 'web', 'other')), [
    'ports manifests/a.yaml',
    "ports manifests/b.yaml $['spec']['type']",
  ]);
  assert.deepEqual(is(service(', type: NodePort'), ', name: db'), []);
});

const workload = (kind: string, name: string, image: string) =>
  `apiVersion: ${kind === 'Pod' ? 'v1' : kind === 'CronJob' ? 'batch/v1' : 'apps/v1'}\nkind: ${kind}\nmetadata: { name: ${name} }\nspec: ${
    kind === 'CronJob'
      ? `{ jobTemplate: { spec: { template: { spec: { containers: [{ name: c, image: "${image}" }] } } } } }`
      : kind === 'Pod'
        ? `{ containers: [{ name: c, image: "${image}" }] }`
        : `{ template: { spec: { containers: [{ name: c, image: "${image}" }] } } }`
  }\n`;

test('templates: a rule about one object leaves newcomers alone unless they take its place', () => {
  const original = filesFrom({
    'manifests/a.yaml': workload('Deployment', 'web', 'a:1'),
    'manifests/b.yaml': workload('Deployment', 'db', 'b:1'),
  });
  const problem = `parts: { manifests: { may-add-files: true } }
rules: { unchanged-fields: [{ id: image, what: w, kind: Deployment.apps, name: web, in: pod-template, paths: ["$..image"] }] }`;
  const is = (changes: Readonly<Record<string, string | undefined>>) =>
    found(problem, original, withFiles(original, changes));
  const images = {
    template: "$['spec']['template']['spec']['containers'][0]['image']",
    pod: "$['spec']['containers'][0]['image']",
    cron: "$['spec']['jobTemplate']['spec']['template']['spec']['containers'][0]['image']",
  };
  assert.deepEqual(is({ 'manifests/b.yaml': workload('Deployment', 'db', 'b:2') }), []);
  assert.deepEqual(is({ 'manifests/c.yaml': workload('StatefulSet', 'new', 'c:1') }), []);
  assert.deepEqual(is({ 'manifests/c.yaml': workload('StatefulSet', 'db-2', 'c:1') }), []);
  assert.deepEqual(is({ 'manifests/a.yaml': undefined, 'manifests/c.yaml': workload('DaemonSet', 'new', 'a:1') }), []);
  assert.deepEqual(is({ 'manifests/a.yaml': workload('Deployment', 'web', 'a:2') }), [
    `image manifests/a.yaml ${images.template}`,
  ]);
  assert.deepEqual(is({ 'manifests/c.yaml': workload('Pod', 'web-x', 'a:2') }), [
    `image manifests/c.yaml ${images.pod}`,
  ]);
  assert.deepEqual(is({ 'manifests/c.yaml': workload('CronJob', 'web', 'a:2') }), [
    `image manifests/c.yaml ${images.cron}`,
  ]);
  assert.deepEqual(is({ 'manifests/a.yaml': undefined, 'manifests/c.yaml': workload('DaemonSet', 'new', 'c:1') }), [
    `image manifests/c.yaml ${images.template}`,
  ]);
});

const dockerfile = 'FROM golang AS build\nCOPY . .\nFROM alpine\n';
const image = filesFrom({ 'image/Dockerfile': dockerfile, 'image/hash.go': 'package main' });

test('lines stay byte for byte the same, at their number', () => {
  const problem =
    'parts: { image: {} }\nrules: { unchanged-lines: [{ id: frame, what: w, file: image/Dockerfile, lines: [1, 3] }] }';
  const is = (text: string | undefined) => found(problem, image, withFiles(image, { 'image/Dockerfile': text }));
  assert.deepEqual(is(dockerfile.replace('COPY . .', 'RUN true')), []);
  assert.deepEqual(is(dockerfile.replace('golang', 'golang ')), ['frame image/Dockerfile line 1']);
  assert.deepEqual(is(dockerfile.replaceAll('\n', '\r\n')), [
    'frame image/Dockerfile line 1',
    'frame image/Dockerfile line 3',
  ]);
  assert.deepEqual(is(`\uFEFF${dockerfile}`), ['frame image/Dockerfile line 1']);
  assert.deepEqual(is(dockerfile.replace('COPY', 'RUN true\nCOPY')), ['frame image/Dockerfile line 3']);
  assert.deepEqual(is('FROM golang AS build'), ['frame image/Dockerfile line 3']);
  assert.deepEqual(is(undefined), ['frame image/Dockerfile']);
  assert.deepEqual(found(problem, image, filesFrom({})), []);
});

test('files stay byte for byte the same', () => {
  const problem = (more: string) =>
    `parts: { image: {} }\nrules: { unchanged-files: [{ id: program, what: w, files: [image/*.go]${more} }] }`;
  const is = (text: string | undefined, more = '') =>
    found(problem(more), image, withFiles(image, { 'image/hash.go': text }));
  assert.deepEqual(is('package main'), []);
  assert.deepEqual(is('package main\n'), ['program image/hash.go']);
  assert.deepEqual(is(undefined), ['program image/hash.go']);
  assert.deepEqual(is(undefined, ', may-be-missing: true'), []);
  assert.deepEqual(is('package other', ', may-be-missing: true'), ['program image/hash.go']);
});

const idle: readonly [string, RegExp][] = [
  ['parts: { manifests: { must-not-change: [z.yaml] } }', /no file manifests\/z\.yaml/],
  ['rules: { unchanged-fields: [{ id: a, what: w, kind: Servce, paths: [$] }] }', /no Servce/],
  [
    'rules: { unchanged-fields: [{ id: a, what: w, kind: Service, in: pod-template, paths: [$] }] }',
    /no Service that makes pods/,
  ],
  ['rules: { unchanged-files: [{ id: a, what: w, files: ["image/*.c"] }] }', /no file image\/\*\.c/],
  [
    'rules: { unchanged-lines: [{ id: a, what: w, file: image/Dockerfile, lines: [9] }] }',
    /no line 9 in image\/Dockerfile/,
  ],
  [
    'rules: { unchanged-fields: [{ id: a, what: w, kind: Service, paths: [$.sepc.ports] }] }',
    /no \$\.sepc\.ports in its Service/,
  ],
  [
    'rules: { unchanged-fields: [{ id: a, what: w, kind: Pod, in: pod-template, paths: [$.spec.contianers] }] }',
    /no \$\.spec\.contianers in its Pod/,
  ],
];

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: p }\nspec: { containers: [{ name: c, image: "a:1" }] }\n';

for (const [text, words] of idle) {
  test(`a rule that nothing could break is refused: ${words.source}`, () => {
    const original = withFiles(image, { 'manifests/a.yaml': service(''), 'manifests/p.yaml': pod });
    assert.throws(
      () => refuseIdleRules(problemOf(text), original),
      (error) => error instanceof BadInput && words.test(error.message),
    );
  });
}

test('a rule may hold that something is not added, and may look anywhere', () => {
  const original = withFiles(image, { 'manifests/a.yaml': service(''), 'manifests/p.yaml': pod });
  for (const [kind, place, path] of [
    ['Pod', 'pod-template', '$.spec.hostAliases'],
    ['Pod', 'pod-template', '$.spec.priorityClassName'],
    ['Pod', 'pod-template', '$..image'],
    ['Pod', 'object', '$.spec.containers[*].livenessProbe'],
    ['Service', 'object', "$['spec']['externalIPs']"],
  ]) {
    const rule = `{ id: a, what: w, kind: ${kind}, in: ${place}, paths: [${JSON.stringify(path)}] }`;
    refuseIdleRules(problemOf(`rules: { unchanged-fields: [${rule}] }`), original);
  }
});
