import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AnswerFiles } from '../answer-files';
import { problemFolder, withFiles } from '../testdata/folders';
import { brokenRules } from '.';

const { problem, original } = problemFolder('ictsc2023-wol');
const client = 'manifests/client-deployment.yaml';
const server = 'manifests/server-deployment.yaml';
const service = 'manifests/server-service.yaml';
const script = 'manifests/client-configmap.yaml';

const textOf = (path: string) => (original.get(path) as Buffer).toString('utf8');

/** A manifest with a piece of text replaced; the piece has to be there. */
function edited(path: string, from: string | RegExp, to: string): string {
  const text = textOf(path);
  assert.notEqual(text.replace(from, to), text, `${path} has no ${from}`);
  return text.replace(from, to);
}

const asPod = (text: string) =>
  text
    .replaceAll(/\n {4}/g, '\n')
    .replace(/^[\s\S]*\nspec:\n/, 'apiVersion: v1\nkind: Pod\nmetadata: { name: client-deployment-1 }\nspec:\n');

const found = (files: AnswerFiles) =>
  brokenRules(problem, original, files).map(({ rule, file, field }) => [rule, file, field].filter(Boolean).join(' '));

const spec = "$['spec']['template']['spec']";
const shorter = edited(script, '--max-time 5', '--max-time 50');

/** What is changed, and what is found: rule, file, field. */
const red: readonly [string, Readonly<Record<string, string | undefined>>, readonly string[]][] = [
  [
    'the command',
    { [client]: edited(client, 'client.sh"]', 'other.sh"]') },
    [`containers ${client} ${spec}['containers'][0]['command'][1]`],
  ],
  [
    'the image',
    { [server]: edited(server, '2.7.6', '2.8.0') },
    [`containers ${server} ${spec}['containers'][0]['image']`],
  ],
  [
    'a probe added',
    {
      [client]: edited(
        client,
        '          volumeMounts:',
        '          livenessProbe: { exec: { command: ["true"] } }\n          volumeMounts:',
      ),
    },
    [`containers ${client} ${spec}['containers'][0]['livenessProbe']`],
  ],
  [
    'a container added',
    {
      [client]: edited(
        client,
        '      containers:\n',
        '      containers:\n        - { name: proxy, image: "caddy:2.7.6" }\n',
      ),
    },
    [`containers ${client} ${spec}['containers'][1]`],
  ],
  [
    'an init container added',
    {
      [client]: edited(
        client,
        '      containers:\n',
        '      initContainers: [{ name: a, image: "caddy:2.7.6", restartPolicy: Always }]\n      containers:\n',
      ),
    },
    [`containers ${client} ${spec}['initContainers']`],
  ],
  [
    'hostAliases',
    {
      [client]: edited(
        client,
        '      containers:\n',
        '      hostAliases: [{ ip: 10.0.0.1, hostnames: [server-service] }]\n      containers:\n',
      ),
    },
    [`dodged-traffic ${client} ${spec}['hostAliases']`],
  ],
  [
    'another name server',
    { [client]: edited(client, '      containers:\n', '      dnsPolicy: None\n      containers:\n') },
    [`dodged-traffic ${client} ${spec}['dnsPolicy']`],
  ],
  [
    'a scheduler of its own',
    { [client]: edited(client, '      containers:\n', '      schedulerName: mine\n      containers:\n') },
    [`dodged-traffic ${client} ${spec}['schedulerName']`],
  ],
  [
    'the script swapped by its volume',
    {
      [client]: edited(client, 'name: client-script', 'name: other-script'),
      'manifests/other.yaml':
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other-script }\ndata: { client.sh: sleep 1d }\n',
    },
    [`script ${client} ${spec}['volumes'][0]['configMap']['name']`],
  ],
  ['the script itself', { [script]: shorter }, [`files ${script} $['data']['client.sh']`]],
  ['the script deleted', { [script]: undefined }, [`files ${script}`]],
  ['the script defined once more', { 'manifests/z.yaml': shorter }, [`files manifests/z.yaml $['data']['client.sh']`]],
  [
    'the script in another file, changed',
    { [script]: undefined, 'manifests/a.yaml': shorter },
    [`files manifests/a.yaml $['data']['client.sh']`],
  ],
  [
    'the script in a list',
    { [script]: `apiVersion: v1\nkind: List\nitems:\n- ${shorter.trimEnd().replaceAll('\n', '\n  ')}\n` },
    [`files ${script} $['data']['client.sh']`],
  ],
  [
    'another namespace with a script of its own',
    { 'manifests/n.yaml': shorter.replace('name: client-script', 'name: client-script\n  namespace: other') },
    [`files manifests/n.yaml $['data']['client.sh']`],
  ],
  [
    'an object more in its file',
    { [script]: `${textOf(script)}---\n${textOf(service).replace('server-service', 'more')}` },
    [`files ${script}`],
  ],
  [
    'clients under a new name, with another program',
    { [client]: textOf(server).replaceAll('server', 'client').replace('client-deployment', 'client-deployment-2') },
    [`containers ${client} ${spec}['containers'][0]['image']`, `script ${client} ${spec}['volumes']`],
  ],
  [
    'a pod that is called as the clients are',
    { 'manifests/pod.yaml': asPod(textOf(client)).replace('client.sh"]', 'sleep.sh"]') },
    [`containers manifests/pod.yaml $['spec']['containers'][0]['command'][1]`],
  ],
  [
    'a DaemonSet of other servers',
    {
      [server]: undefined,
      'manifests/ds.yaml': textOf(server)
        .replace('kind: Deployment', 'kind: DaemonSet')
        .replace(/ {2}replicas: 3\n/, '')
        .replace('caddy:', 'nginx:'),
    },
    [`containers manifests/ds.yaml ${spec}['containers'][0]['image']`],
  ],
  ['something laid onto a disk', { 'disk/worker01/etc/hosts': 'x' }, ['parts disk/worker01/etc/hosts']],
  ['what is no part', { 'manifest/a.yaml': 'x' }, ['parts manifest/a.yaml']],
];

for (const [what, changes, rules] of red) {
  test(`red: ${what}`, () => assert.deepEqual(found(withFiles(original, changes)), rules));
}

const defaults = `      restartPolicy: Always
      dnsPolicy: ClusterFirst
      schedulerName: default-scheduler
      securityContext: {}
      terminationGracePeriodSeconds: 30
      containers:
        - terminationMessagePath: /dev/termination-log
          terminationMessagePolicy: File
          imagePullPolicy: IfNotPresent
          resources: {}
          env: null
          name: client`;

const green: readonly [string, Readonly<Record<string, string | undefined>>][] = [
  ['nothing changed', {}],
  ['the manifests left out', Object.fromEntries([...original.keys()].map((path) => [path, undefined]))],
  ['defaults written out', { [client]: edited(client, / {6}containers:\n {8}- name: client/, defaults) }],
  [
    'labels of the template',
    { [client]: edited(client, '        app: client\n    spec', '        app: client\n        tier: x\n    spec') },
  ],
  ['the script in another layout', { [script]: `# a comment\n${JSON.stringify({ ...scriptObject(), status: {} })}\n` }],
  ['the script in another file', { [script]: undefined, 'manifests/a.yaml': textOf(script) }],
  [
    'all objects in one file',
    {
      ...Object.fromEntries([...original.keys()].map((path) => [path, undefined])),
      'manifests/all.yaml': [...original.keys()].map(textOf).join('---\n'),
    },
  ],
  [
    'a copy of the servers under another name',
    { 'manifests/more.yaml': textOf(server).replace('name: server-deployment', 'name: more') },
  ],
  ['a file added that is no manifest', { 'manifests/README.md': 'x' }],
];

function scriptObject() {
  const [, data] = textOf(script).split('client.sh: |\n');
  const text = (data as string).replaceAll(/^ {4}/gm, '');
  return {
    metadata: { uid: 'x', name: 'client-script' },
    kind: 'ConfigMap',
    data: { 'client.sh': text },
    apiVersion: 'v1',
  };
}

for (const [what, changes] of green) {
  test(`green: ${what}`, () => assert.deepEqual(brokenRules(problem, original, withFiles(original, changes)), []));
}

const asMethod = (name: string, files: AnswerFiles) =>
  [...files].map(([path, content]) => [`${name}/${path}`, content] as const);

test('what is not YAML voids its method alone', () => {
  const odd = withFiles(original, { [service]: 'spec: [' });
  const [rule, ...more] = brokenRules(
    problem,
    original,
    new Map([...asMethod('fix-1', odd), ...asMethod('fix-2', original)]),
  );
  assert.deepEqual(more, []);
  assert.deepEqual(
    [rule?.rule, rule?.file, rule?.voids],
    ['unreadable-manifest', `fix-1/${service}`, { method: 'fix-1' }],
  );
  assert.match(rule?.said ?? '', /not readable as YAML/);
});

test('an object that cannot be read has not been deleted', () => {
  const rules = brokenRules(problem, original, withFiles(original, { [script]: 'data: {' }));
  assert.deepEqual(
    rules.map(({ rule, voids }) => [rule, voids]),
    [['unreadable-manifest', { method: '' }]],
  );
});

test('a method too many is voided, the others stand', () => {
  const files = new Map(['fix-1', 'fix-2', 'fix-10'].flatMap((name) => asMethod(name, original)));
  assert.deepEqual(
    brokenRules(problem, original, files).map(({ rule, voids }) => [rule, voids]),
    [['too-many-methods', { method: 'fix-10' }]],
  );
});

test('a broken rule names what was there and what is', () => {
  const files = withFiles(original, { [server]: edited(server, '2.7.6', '2.8.0') });
  const [rule] = brokenRules(problem, original, new Map(asMethod('fix-2', files)));
  assert.equal(
    rule?.said,
    `nothing below the containers of a Deployment changes, and no container is added: ${spec}['containers'][0]['image'] of Deployment server-deployment was "caddy:2.7.6", is "caddy:2.8.0"`,
  );
  assert.deepEqual([rule?.file, rule?.voids], [`fix-2/${server}`, { whole: true }]);
});
