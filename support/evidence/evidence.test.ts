import assert from 'node:assert/strict';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { connectedApi, type FakeApi, statusBody } from '../kube/fake-api';
import { collect } from './collect';

const at = { namespace: 'default' };

/** A client pod in a crash loop, a service that has endpoints on one of two nodes only, a Secret. */
function fill(api: FakeApi): void {
  const ready = (name: string) => ({ metadata: { name }, status: { conditions: [{ type: 'Ready', status: 'True' }] } });
  api.put('/api/v1/nodes', ready('worker01'));
  api.put('/api/v1/nodes', ready('worker02'));
  api.put('/api/v1/pods', {
    metadata: { name: 'client-1', uid: 'client', ...at, managedFields: [{}] },
    spec: { nodeName: 'worker02', containers: [{ name: 'client' }] },
    status: {
      phase: 'Running',
      containerStatuses: [
        {
          name: 'client',
          restartCount: 4,
          ready: false,
          state: { waiting: { reason: 'CrashLoopBackOff', message: 'back-off 1m20s <script>alert(1)</script>' } },
          lastState: { terminated: { exitCode: 28, reason: 'Error', finishedAt: '2026-01-01T00:00:03Z' } },
        },
      ],
    },
  });
  const event = (name: string, lastTimestamp: string, message: string) => ({
    metadata: { name, ...at },
    type: 'Warning',
    reason: 'BackOff',
    lastTimestamp,
    message,
    involvedObject: { kind: 'Pod', name: 'client-1', uid: 'client', ...at },
  });
  api.put('/api/v1/events', event('b', '2026-01-01T00:00:09Z', 'later'));
  api.put('/api/v1/events', event('a', '2026-01-01T00:00:01Z', '\u001b[31mearlier\u001b[0m bell \u0007'));
  api.put('/api/v1/services', {
    metadata: { name: 'web', ...at },
    spec: { selector: { app: 'web' }, internalTrafficPolicy: 'Local' },
  });
  api.put('/api/v1/services', { metadata: { name: 'nobody', ...at }, spec: { selector: { app: 'x' } } });
  api.put('/apis/discovery.k8s.io/v1/endpointslices', {
    metadata: { name: 'web-1', labels: { 'kubernetes.io/service-name': 'web' }, ...at },
    endpoints: [{ addresses: ['10.0.0.1'], nodeName: 'worker01' }],
  });
  api.put('/api/v1/secrets', { metadata: { name: 's', ...at }, data: { password: 'aHVudGVyMg==' } });
  api.when(/log\?/, { status: 200, body: 'curl: (28) timed out' });
}

async function started(t: TestContext) {
  const { api, kube } = await connectedApi(t);
  fill(api);
  return { api, kube, dir: await mkdtemp(join(tmpdir(), 'endstate-test-')) };
}

test('the page alone names the culprit', async (t) => {
  const { kube, dir } = await started(t);
  const { index, missing } = await collect(kube, dir, { title: 'P1', failure: 'clients did not stay Running' });
  const page = await readFile(index, 'utf8');
  assert.deepEqual(missing, []);
  for (const words of [
    'clients did not stay Running',
    'Pod client-1 CrashLoopBackOff 0/1 (4 restarts, last ended with exit code 28, Error, at 2026-01-01T00:00:03Z) on worker02',
    'Service web (internalTrafficPolicy Local) has ready endpoints on worker02: 0, worker01: 1.',
    'Service nobody has 0 ready endpoints (app=x).',
  ]) {
    assert.ok(page.includes(words), words);
  }
});

test('every file is linked and there; events are in order, logs of both runs are kept apart', async (t) => {
  const { api, kube, dir } = await started(t);
  const { index, evidence } = await collect(kube, dir);
  const page = await readFile(index, 'utf8');
  for (const { path } of evidence) {
    assert.ok(page.includes(`href="${path}"`), path);
    await readFile(join(dir, path));
  }
  const events = await readFile(join(dir, 'events.txt'), 'utf8');
  assert.ok(events.indexOf('earlier') < events.indexOf('later'));
  assert.ok(api.requests.some(({ url }) => /client-1\/log\?container=client&previous=true&tailLines=/.test(url)));
  assert.equal(await readFile(join(dir, 'pods/default/client-1/client.previous.log'), 'utf8'), 'curl: (28) timed out');
  assert.match(await readFile(join(dir, 'pods/default/client-1/pod.txt'), 'utf8'), /state +waiting: CrashLoopBackOff/);
});

test('what came from the cluster cannot act on the reader, and no Secret is shown', async (t) => {
  const { kube, dir } = await started(t);
  const { index } = await collect(kube, dir, { title: '<b>', failure: '<img src=x>' });
  const page = await readFile(index, 'utf8');
  assert.ok(!/<script|<img|<b>/.test(page) && page.includes('&lt;script&gt;'));
  const events = await readFile(join(dir, 'events.txt'), 'utf8');
  assert.ok(events.includes('earlier bell') && !events.includes('\u001b') && !events.includes('\u0007'));
  const secrets = await readFile(join(dir, 'objects/secrets.yaml'), 'utf8');
  assert.ok(secrets.includes('password: (12 characters, not shown)') && !secrets.includes('aHVudGVyMg'));
  assert.ok(!(await readFile(join(dir, 'objects/pods.yaml'), 'utf8')).includes('managedFields'));
});

test('what cannot be taken is on the page, and the rest is taken', async (t) => {
  const { api, kube, dir } = await started(t);
  api.when(/log\?/, statusBody(500, 'InternalError', 'kubelet is away'));
  api.when(/GET \/api\/v1\/services/, statusBody(403, 'Forbidden', 'not for you'));
  const collectEvidence = () => Promise.reject(new Error('worker01 is off'));
  const { index, missing } = await collect(kube, dir, { lab: { collectEvidence } });
  const page = await readFile(index, 'utf8');
  for (const words of ['kubelet is away', 'services: .*not for you', 'what the provider sees: worker01 is off']) {
    assert.ok(
      missing.some((line) => new RegExp(words).test(line)),
      words,
    );
    assert.match(page, new RegExp(words));
  }
  assert.ok(page.includes('objects/pods.yaml'));
});

test('an API server that is away, or no time at all, still leaves a page', async (t) => {
  const { api, kube, dir } = await started(t);
  const aborted = await collect(kube, dir, { signal: AbortSignal.abort(new Error('out of time')) });
  assert.match(await readFile(aborted.index, 'utf8'), /out of time/);
  await api.kill();
  const away = await collect(kube, dir);
  await api.listen();
  assert.match(await readFile(away.index, 'utf8'), /could not be reached/);
});

test("the provider's own evidence is listed under lab/", async (t) => {
  const { kube, dir } = await started(t);
  const lab = { collectEvidence: async () => [{ title: 'worker01: routes', path: 'worker01/routes.txt' }] };
  const { index } = await collect(kube, dir, { lab });
  assert.match(await readFile(index, 'utf8'), /href="lab\/worker01\/routes\.txt">worker01: routes/);
});

test('what the caller takes is listed too, bytes as they are; what it misses is on the page', async (t) => {
  const { kube, dir } = await started(t);
  const pcap = Buffer.from([0xd4, 0xc3, 0xb2, 0xa1]);
  const more = async (missing: string[]) => {
    missing.push('packets on worker02: worker02 is switched off');
    return [{ title: 'worker01: packets', path: 'traffic/worker01.pcap', content: pcap }];
  };
  const { index } = await collect(kube, dir, { more });
  const page = await readFile(index, 'utf8');
  assert.match(page, /href="traffic\/worker01\.pcap">worker01: packets/);
  assert.match(page, /worker02 is switched off/);
  assert.deepEqual(await readFile(join(dir, 'traffic/worker01.pcap')), pcap);
  const failing = await collect(kube, dir, { more: () => Promise.reject(new Error('no tcpdump')) });
  assert.match(failing.missing.join(), /the traffic: no tcpdump/);
});

test('a page that cannot be written is reported, never thrown', async (t) => {
  const { kube } = await started(t);
  const { missing } = await collect(kube, '/dev/null/nowhere');
  assert.ok(missing.some((line) => line.startsWith('the page itself')));
});
