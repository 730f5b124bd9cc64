import { defaultSpec, type Lab, type LabSpec } from '../../clusters/lab';
import type { Provider } from '../../clusters/provider';
import { all, eventually } from '../../support/assert';
import { apply, connect, parseManifests } from '../../support/kube';
import { nodesReady, podsRunning, watchNodes, watchPods } from '../../support/observe';
import { dns, resolves } from '../../support/probe';

const spec: LabSpec = { ...defaultSpec, images: ['curlimages/curl:8.5.0'] };
const client = { namespace: 'default', name: 'client' };
const patience = { withinMs: 120_000 };
const pod = `
apiVersion: v1
kind: Pod
metadata: { name: client }
spec:
  nodeName: worker01
  terminationGracePeriodSeconds: 1
  containers: [{ name: client, image: "curlimages/curl:8.5.0", command: [sleep, "3600"] }]
`;

/** Seconds of one lab of two workers. */
export interface Times {
  readonly up: number;
  /** From the start to a name of the cluster answered in a pod. */
  readonly dns: number;
  /** A worker's power cut to every node Ready again. */
  readonly restart: number;
  readonly destroy: number;
}

/** One lab from nothing to nothing. What it is made of is there already. */
export async function timesOf(provider: Provider): Promise<Times> {
  const signal = AbortSignal.timeout(10 * 60_000);
  await provider.prepare(spec, { signal });
  const begin = performance.now();
  const lab = await provider.create(spec, { signal });
  const up = since(begin);
  try {
    await nameAnswers(lab);
    const named = since(begin);
    const restart = await timed(() => workerRestarts(lab, signal));
    return { up, dns: named, restart, destroy: await timed(() => provider.destroy(lab)) };
  } finally {
    await provider.destroy(lab);
  }
}

async function nameAnswers(lab: Lab): Promise<void> {
  const kube = await connect(lab.kubeconfig);
  const stream = watchPods(kube, { select: { pod: client.name } });
  try {
    await apply(kube, parseManifests(pod, 'client'));
    await eventually(stream, podsRunning(all(1)), patience);
    const resolved = dns(lab.inPod(client), 'kubernetes.default.svc.cluster.local', { timeoutMs: 1_000 });
    await eventually(resolved, resolves({}), { ...patience, everyMs: 50 });
  } finally {
    stream.close();
    kube.close();
  }
}

async function workerRestarts(lab: Lab, signal: AbortSignal): Promise<void> {
  await lab.machine('worker02').power('cycle', signal);
  const kube = await connect(lab.kubeconfig);
  const stream = watchNodes(kube);
  try {
    await eventually(stream, nodesReady(all(3)), patience);
  } finally {
    stream.close();
    kube.close();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return since(begin);
}

const since = (begin: number) => (performance.now() - begin) / 1000;
