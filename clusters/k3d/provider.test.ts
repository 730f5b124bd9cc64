import assert from 'node:assert/strict';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { defaultSpec, type Lab, type LabSpec } from '../lab';
import { processId } from '../netns/processes';
import { k3d } from './provider';
import { encoded, type K3dRecord } from './record';
import { simpleConfigSchema } from './testdata/schema';

const environment = { ...process.env };
let script: string;

/** A PATH on which `k3d` and `docker` are scripts that write down how they were called. */
beforeEach(() => {
  script = mkdtempSync(join(tmpdir(), 'endstate-k3d-'));
  mkdirSync(join(script, 'bin'));
  for (const name of ['k3d', 'docker']) install(name);
  say('version', 'k3d version v5.8.3\nk3s version v1.33.6-k3s1 (default)\n');
  say('records', '');
  say('tools', '');
  process.env.PATH = `${join(script, 'bin')}:/usr/bin:/bin`;
  process.env.SCRIPT = script;
  process.env.ENDSTATE_STATE = join(script, 'state');
});
afterEach(() => {
  process.env = { ...environment };
  rmSync(script, { recursive: true });
});

function install(name: string): void {
  copyFileSync(join(__dirname, `testdata/scripted-${name}.sh`), join(script, 'bin', name));
  chmodSync(join(script, 'bin', name), 0o755);
}

function say(file: string, text: string): void {
  writeFileSync(join(script, file), text);
}

function calls(): readonly string[] {
  const path = join(script, 'calls');
  return existsSync(path) ? readFileSync(path, 'utf8').split('\n').filter(Boolean) : [];
}

/** Nobody waits for the nodes of a spec without a CNI: there is no API server behind the scripts. */
const spec: LabSpec = { ...defaultSpec, cni: 'none', workers: 1 };
const signal = AbortSignal.timeout(60_000);
const reasonOf = async (changes: Partial<LabSpec> = {}) => {
  const support = await k3d.supports({ ...spec, ...changes });
  return support.supported ? 'supported' : `${support.reason}${support.everywhere ? ' (everywhere)' : ''}`;
};

test('a machine with k3d and a Docker that answers can make the spec', async () => {
  assert.equal(await reasonOf(), 'supported');
});

test('what is missing is named; a spec beyond k3d is so on every machine', async () => {
  say('no-docker', '');
  assert.match(await reasonOf(), /^no Docker answers/);
  say('version', 'k3d version v5.4.6\n');
  assert.match(await reasonOf(), /^k3d is 5\.4, and 5\.5 is needed$/);
  rmSync(join(script, 'bin/k3d'));
  assert.match(await reasonOf(), /^there is no command k3d/);
  assert.match(await reasonOf({ cni: 'cilium' }), /\(everywhere\)$/);
});

test('a lab is made by one command of k3d, of a file that its schema takes', async () => {
  const lab = await k3d.create(spec, { signal });
  const config = parse(readFileSync(join(script, 'config.yaml'), 'utf8'));
  const valid = new Ajv().compile(simpleConfigSchema);
  assert.ok(valid(config), JSON.stringify(valid.errors));
  const directory = join(script, 'state/k3d', lab.id);
  assert.deepEqual(
    calls().filter((call) => /^k3d (cluster|kubeconfig)/.test(call)),
    [`k3d cluster create --config ${directory}/endstate-${lab.id}.yaml`, `k3d kubeconfig get endstate-${lab.id}`],
  );
  assert.equal(readFileSync(lab.kubeconfig, 'utf8'), 'apiVersion: v1');
  assert.deepEqual(
    lab.nodes().map(({ name, role }) => `${name} ${role}`),
    ['control-plane control-plane', 'worker01 worker'],
  );
  const network = `--network k3d-endstate-${lab.id}`;
  assert.ok(
    calls().some((call) => call.startsWith('docker run') && call.includes(network)),
    'the runner',
  );
});

test('what Docker does not have yet is pulled beforehand, and nothing twice', async () => {
  const fetched: LabSpec = { ...spec, images: ['caddy:2.7.6'] };
  await k3d.prepare(fetched, { signal });
  const pulls = () => calls().filter((call) => call.startsWith('docker pull'));
  assert.deepEqual(pulls(), [
    'docker pull --quiet rancher/k3s:v1.34.1-k3s1',
    'docker pull --quiet nicolaka/netshoot:v0.13',
    'docker pull --quiet caddy:2.7.6',
  ]);
  say('pulled', '');
  await k3d.prepare(fetched, { signal });
  assert.equal(pulls().length, 3);
});

test('nothing is left of a lab that k3d could not make', async () => {
  say('create-fails', '');
  await assert.rejects(k3d.create(spec, { signal }), /Cluster creation FAILED/);
  assert.match(calls().at(-1) ?? '', /^k3d cluster delete endstate-[0-9a-f]{6}$/);
  assert.ok(!existsSync(join(script, 'state/k3d', /endstate-(\w+)$/.exec(calls().at(-1) ?? '')?.[1] ?? 'x')));
});

test('labs are found by the label of their server; one whose runner is gone is taken away by the next', async () => {
  const record = (id: string, changes: Partial<K3dRecord>): string =>
    encoded({ id, spec, createdAt: '2026-01-02T03:04:05Z', keep: false, runner: processId(process.pid), ...changes });
  const gone = { runner: { pid: 1, startedAt: 'never' } };
  say('records', [record('aaaaaa', {}), record('bbbbbb', { ...gone, keep: true }), record('cccccc', gone)].join('\n'));
  const states = (await k3d.list()).map(({ id, state }) => `${id} ${state}`);
  assert.deepEqual(states, ['aaaaaa running', 'bbbbbb kept', 'cccccc orphaned']);
  await k3d.create(spec, { signal });
  assert.deepEqual(
    calls().filter((call) => call.startsWith('k3d cluster delete')),
    ['k3d cluster delete endstate-cccccc'],
  );
});

test('containers beside k3d’s are taken away before its cluster', async () => {
  say('tools', 'c1\nc2\n');
  await k3d.destroy({ id: 'aaaaaa' });
  assert.deepEqual(calls(), [
    'docker ps --all --quiet --filter label=dev.endstate.tools=aaaaaa',
    'docker rm --force c1 c2',
    'k3d cluster delete endstate-aaaaaa',
  ]);
});

test('a power cut is a kill, and k3d starts the node again', async () => {
  const lab = await k3d.create(spec, { signal });
  const before = calls().length;
  await lab.machine('worker01').power('cycle', signal);
  const container = `k3d-endstate-${lab.id}-agent-0`;
  assert.deepEqual(calls().slice(before), [
    `docker kill --signal KILL ${container}`,
    `k3d node start ${container}`,
    `docker exec ${container} hostname worker01`,
    `docker restart --time 0 endstate-${lab.id}-tools-worker01`,
  ]);
  assert.throws(() => lab.machine('worker1'), /worker01/);
});

test('images are pulled once, and handed to every node', async () => {
  const lab: Lab = await k3d.create(spec, { signal });
  const before = calls().length;
  await lab.ensureImages(['caddy:2.7.6'], signal);
  assert.deepEqual(calls().slice(before), [
    'docker pull --quiet caddy:2.7.6',
    'docker image inspect --format {{join .RepoDigests " "}} caddy:2.7.6',
    `k3d image import --cluster endstate-${lab.id} caddy:2.7.6`,
  ]);
  assert.match(JSON.stringify(lab.provenance), /caddy@sha256:0000/);
});

test('a node is looked at by its tools; what cannot be taken is said in its file', async () => {
  const lab = await k3d.create(spec, { signal });
  const before = calls().length;
  const taken = await lab.collectEvidence(join(script, 'evidence'), signal);
  const log = taken.find(({ path }) => path === 'worker01/k3s.log');
  assert.equal(log?.title, `worker01: docker logs k3d-endstate-${lab.id}-agent-0`);
  assert.match(readFileSync(join(script, 'evidence/worker01/k3s.log'), 'utf8'), /no script for: docker logs/);
  assert.ok(calls().slice(before).includes(`docker exec endstate-${lab.id}-tools-worker01 iptables-save`));
  assert.equal(taken.length, 12);
});
