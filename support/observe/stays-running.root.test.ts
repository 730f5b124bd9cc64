import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { defaultSpec, type Lab } from '../../clusters/lab';
import { provider } from '../../clusters/registry';
import { all, eventually, staysFor } from '../assert';
import { apply, connect, type Kube, parseManifests } from '../kube';
import { podsRunning, podsStayRunning, watchPods } from './index';

const window = { forMs: 10_000, what: 'the two pods did not stay Running' };
const intoTheWindowMs = 3_000;
const web = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "caddy:2.7.6" }] }
`;

let lab: Lab;
let kube: Kube;

before(async () => {
  const spec = { ...defaultSpec, workers: 1, images: ['caddy:2.7.6'] };
  lab = await provider().create(spec, { signal: AbortSignal.timeout(120_000) });
  kube = await connect(lab.kubeconfig);
  await apply(kube, parseManifests(web, 'web'));
  await allRunning();
});
after(async () => {
  kube?.close();
  if (lab) await provider().destroy(lab);
});

test('two pods that are left alone stay Running', async () => {
  await windowWith(async () => {});
});

test('a pod that restarts once, for under a second, is caught, and the moment is named', async () => {
  const strike = () => onMachine('worker01', 'kill -KILL $(pgrep -x caddy | head -n 1)');
  await assert.rejects(windowWith(strike), (error: Error) => {
    assert.equal(error.name, 'Mismatch');
    assert.match(error.message, /[34]\.\ds into the window \(\d{4}-\d\d-\d\dT/);
    return true;
  });
  await allRunning();
});

test('an API server that is killed inside the window leaves a hole: inconclusive', async () => {
  const strike = () => onMachine('control-plane', 'kill -KILL $(pgrep -x kube-apiserver)');
  await assert.rejects(windowWith(strike), { name: 'Inconclusive' });
});

/** A window with something done to the lab three seconds into it. */
async function windowWith(strike: () => Promise<void>): Promise<void> {
  const stream = watchPods(kube, { select: { deployment: 'web' } });
  try {
    await eventually(stream, podsRunning(all(2)), { withinMs: 60_000 });
    const struck = new Promise<void>((resolve, reject) => {
      setTimeout(() => strike().then(resolve, reject), intoTheWindowMs);
    });
    await Promise.all([staysFor(stream, podsStayRunning(all(2)), window), struck]);
  } finally {
    stream.close();
  }
}

async function allRunning(): Promise<void> {
  const stream = watchPods(kube, { select: { deployment: 'web' } });
  await eventually(stream, podsRunning(all(2)), { withinMs: 120_000 }).finally(() => stream.close());
}

async function onMachine(name: string, script: string): Promise<void> {
  const { exitCode, stderr } = await lab.machine(name).exec(['sh', '-c', script]);
  assert.equal(exitCode, 0, stderr);
}
