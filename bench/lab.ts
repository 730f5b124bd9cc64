import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSpec, type LabSpec } from '../clusters/lab';
import type { NetnsLab } from '../clusters/netns/lab';
import { netns } from '../clusters/netns/provider';
import { restartLab } from '../clusters/netns/restart';
import { all, eventually } from '../support/assert';
import { apply, connect, parseManifests, preload } from '../support/kube';
import { podsRunning, watchPods } from '../support/observe';
import { dns, resolves } from '../support/probe';
import type { Stopwatch } from './stopwatch';
import { measures } from './targets';

const patience = { withinMs: 60_000 };
const client = { namespace: 'default', name: 'client' };
const spec: LabSpec = { ...defaultSpec, images: ['curlimages/curl:8.5.0'] };
const pod = `
apiVersion: v1
kind: Pod
metadata: { name: client }
spec:
  terminationGracePeriodSeconds: 1
  containers: [{ name: client, image: "curlimages/curl:8.5.0", command: [sleep, "3600"] }]
`;

/** One lab from nothing to nothing, every phase timed. */
export async function timeOneLab(watch: Stopwatch): Promise<void> {
  const signal = AbortSignal.timeout(180_000);
  await preload();
  const start = performance.now();
  const lab = (await watch.time(measures.ready.name, () => netns.create(spec, { signal }))) as NetnsLab;
  try {
    await watch.time(measures.running.name, () => applyUntilRunning(lab));
    const resolved = dns(lab.inPod(client), 'kubernetes.default.svc.cluster.local', { timeoutMs: 1_000 });
    await eventually(resolved, resolves({}), { ...patience, everyMs: 50 });
    watch.record(measures.dns.name, performance.now() - start);
    watch.record(measures.memory.name, memoryOf(lab.id));
    await watch.time(measures.restart.name, () => restartLab(lab, signal));
  } finally {
    await watch.time(measures.destroy.name, () => netns.destroy(lab));
  }
}

async function applyUntilRunning(lab: NetnsLab): Promise<void> {
  const kube = await connect(lab.kubeconfig);
  const stream = watchPods(kube, { select: { pod: client.name } });
  try {
    await apply(kube, parseManifests(pod, 'client'));
    await eventually(stream, podsRunning(all(1)), patience);
  } finally {
    stream.close();
    kube.close();
  }
}

/** MiB of anonymous memory of everything in the lab's cgroup: page cache of shared components is not the lab's. */
function memoryOf(labId: string): number {
  const v1 = join('/sys/fs/cgroup/memory/endstate', labId, 'memory.stat');
  const v2 = join('/sys/fs/cgroup/endstate', labId, 'memory.stat');
  const [file, field] = existsSync(v1) ? [v1, 'total_rss'] : [v2, 'anon'];
  const bytes = new RegExp(`^${field} (\\d+)$`, 'm').exec(readFileSync(file, 'utf8'))?.[1];
  return Number(bytes ?? Number.NaN) / 2 ** 20;
}
