import { defaultSpec, type Lab } from '../clusters/lab';
import { netns } from '../clusters/netns/provider';
import { all, eventually } from '../support/assert';
import { apply, connect, parseManifests } from '../support/kube';
import { type PodState, podsRunning, watchPods } from '../support/observe';
import { type CellWord, connectivity, connectivityIs, type Matrix } from '../support/probe';
import type { Stopwatch } from './stopwatch';
import { measures } from './targets';

const size = 9;
const port = 8080;
const image = 'busybox:1.36';
const patience = { withinMs: 60_000 };
const pods = Array.from({ length: size }, (_, index) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `web-${index}` },
  spec: {
    terminationGracePeriodSeconds: 1,
    containers: [{ name: 'web', image, command: ['httpd', '-f', '-p', String(port)] }],
  },
}));

/** A matrix of pods that all reach each other, so often, and the same with one connection denied. */
export async function timeMatrices(watch: Stopwatch, runs: number): Promise<void> {
  const lab = await netns.create({ ...defaultSpec, images: [image] }, { signal: AbortSignal.timeout(180_000) });
  try {
    const found = await applied(lab);
    await timeRuns(watch, measures.matrix.name, matrixOf(lab, found, 'open'), runs);
    const [first, second] = found as [PodState, PodState];
    const asked = ['-d', second.ip ?? '', '-p', 'tcp', '--dport', String(port)]; // its answers to that pod go out
    const { exitCode, stderr } = await lab.inPod(first).exec(['iptables', '-I', 'OUTPUT', ...asked, '-j', 'DROP']);
    if (exitCode !== 0) throw new Error(`nothing could be denied: ${stderr}`);
    await timeRuns(watch, measures.deniedMatrix.name, matrixOf(lab, found, 'timed out'), runs);
  } finally {
    await netns.destroy(lab);
  }
}

async function applied(lab: Lab): Promise<readonly PodState[]> {
  const kube = await connect(lab.kubeconfig);
  const stream = watchPods(kube, { select: { prefix: 'web-' } });
  try {
    await apply(kube, parseManifests(pods.map((pod) => JSON.stringify(pod)).join('\n---\n'), 'matrix'));
    return await eventually(stream, podsRunning(all(size)), patience);
  } finally {
    stream.close();
    kube.close();
  }
}

/** Everything is open but what the first pod is told of the second. */
function matrixOf(lab: Lab, found: readonly PodState[], between: CellWord): Matrix {
  return {
    rows: found.map((pod) => ({ name: pod.name, from: lab.inPod(pod) })),
    columns: found.map(({ name, ip = '' }) => ({ name, host: ip, port })),
    stated: found.map((_, row) => found.map((__, column) => (row === 0 && column === 1 ? between : 'open'))),
  };
}

/** One warm-up, then the counted ones. One that is not as stated makes the bench fail: its time would mean nothing. */
async function timeRuns(watch: Stopwatch, name: string, matrix: Matrix, runs: number): Promise<void> {
  const look = () => connectivity(matrix).observe(AbortSignal.timeout(30_000));
  await eventually(connectivity(matrix), connectivityIs(matrix), patience);
  for (let run = 1; run <= runs; run++) {
    const { state, detail } = connectivityIs(matrix)(await watch.time(name, look));
    if (state !== 'met') throw new Error(detail);
  }
}
