import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSpec, type LabSpec } from '../../../../clusters/lab';
import { type Condition, eventually, met, notYet, type Probe } from '../../../assert';
import {
  get,
  type Job,
  type Kube,
  type KubeObject,
  list,
  type Manifest,
  type Pod,
  parseManifests,
  resources,
} from '../../../kube';
import { deal, type Plan } from '../../plan/plan';
import { manifestFiles } from '../manifests';
import { defaultParameters } from '../parameters';

const image = 'busybox:1.36';
export const namespace = defaultParameters.namespace;
export const planPath = 'plan/plan.json';
export const volumes = join(__dirname, 'stand-in.yaml');

/** One worker, whose disk holds both claims. */
export const labSpec: LabSpec = { ...defaultSpec, workers: 1, images: [image] };

export const plan: Plan = {
  problem: 'problem',
  problemHash: 'a'.repeat(64),
  tags: '',
  pieces: deal(['a', 'b', 'c', 'd'].map((name) => ({ name, path: `answers/${name}`, hash: '' }))),
};

/** As `endstate plan --kueue` writes them. */
export function generated(): { readonly job: readonly Manifest[]; readonly queues: readonly Manifest[] } {
  const parameters = { ...defaultParameters, image, cpu: '50m', memory: '64Mi' };
  const files = manifestFiles(plan, planPath, parameters);
  const read = (name: string) => parseManifests(files[name] ?? '', name);
  return { job: read('job.yaml'), queues: read('queues.yaml') };
}

/**
 * The Job with a program in the judge's place that ends as pieces would, and without the privileges that it does not need: not every
 * machine that holds a lab has them all to give.
 */
export function withStandIn(manifests: readonly Manifest[]): readonly Manifest[] {
  const script = readFileSync(join(__dirname, 'stand-in.sh'), 'utf8');
  return manifests.map((manifest) => {
    if (manifest.object.kind !== 'Job') return manifest;
    const own = structuredClone(manifest.object) as KubeObject & JobWithPods;
    const object = { ...own, metadata: { ...own.metadata, name: 'stand-in' } };
    for (const container of object.spec.template.spec.containers) {
      container.command = ['sh', '-c', script, 'endstate'];
      container.securityContext = {};
    }
    return { ...manifest, object };
  });
}

interface JobWithPods {
  readonly spec: { readonly template: { readonly spec: { readonly containers: Record<string, unknown>[] } } };
}

export const jobProbe = (kube: Kube): Probe<Job | undefined> => ({
  description: 'the stand-in Job',
  observe: (signal) => get<Job>(kube, resources.jobs, { namespace, name: 'stand-in' }, { signal }),
});

const over: Condition<Job | undefined> = (job) => {
  const condition = job?.status?.conditions?.find(({ type, status }) => /^(Complete|Failed)$/.test(type) && status === 'True');
  return condition ? met(condition.type) : notYet(JSON.stringify(job?.status ?? {}));
};

/** What the Job came to, and with which statuses the pods of each index ended, in their order. */
export async function outcome(kube: Kube, withinMs: number) {
  const { status } = (await eventually(jobProbe(kube), over, { withinMs })) ?? {};
  const { items } = await list<Pod>(kube, resources.pods, { namespace, labelSelector: 'job-name=stand-in' });
  const ended = items
    .map(({ metadata, status: pod }) => ({
      index: Number(metadata?.annotations?.['batch.kubernetes.io/job-completion-index']),
      at: String(metadata?.creationTimestamp),
      code: pod?.containerStatuses?.[0]?.state?.terminated?.exitCode,
    }))
    .sort((a, b) => a.index - b.index || a.at.localeCompare(b.at));
  return {
    completed: status?.completedIndexes,
    failed: status?.failedIndexes,
    statuses: plan.pieces.map(({ index }) => ended.filter((pod) => pod.index === index).map(({ code }) => code)),
  };
}
