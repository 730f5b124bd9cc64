import { type Condition, impossible, type Judgement, met, notYet, type Observations } from '../assert';
import { type Job, type Kube, type Pod, resources } from '../kube';
import { observed } from './observed';
import { describePod, type PodState, podState } from './pod-state';
import { objectsOf } from './source';
import type { WatchNamedOptions } from './workloads';

/** A job with its pods. Every condition on it is final, so that no later moment has to be proven. */
export interface JobState {
  readonly name: string;
  /** `missing` while there is no job of that name. */
  readonly state: 'missing' | 'running' | 'complete' | 'failed';
  /** Succeeded of wanted, as `kubectl get jobs` shows it: `0/1`. */
  readonly completions: string;
  /** Why it failed, in the controller's words. */
  readonly reason?: string | undefined;
  readonly pods: readonly PodState[];
  /** Of every container that ended, by pod. */
  readonly exitCodes: readonly { readonly pod: string; readonly container: string; readonly code: number }[];
}

export function watchJob(kube: Kube, options: WatchNamedOptions): Observations<JobState> {
  const { namespace = 'default', name, clock } = options;
  return observed({
    description: `job ${name}`,
    clock,
    sources: {
      jobs: objectsOf<Job>(kube, resources.jobs, { namespace, fieldSelector: `metadata.name=${name}` }),
      pods: objectsOf<Pod>(kube, resources.pods, { namespace }),
    },
    view: ({ jobs, pods }) =>
      jobState(
        name,
        jobs[0],
        pods.filter((pod) => isOwnedBy(pod, jobs[0])),
      ),
  });
}

/** The job is Complete and, where an exit code is named, every container of its succeeded pods ended with it. */
export function jobCompletes({ exitCode }: { readonly exitCode?: number } = {}): Condition<JobState> {
  return (job) => {
    if (job.state === 'failed') return impossible(describeJob(job), 'failed');
    if (job.state !== 'complete') return notYet(describeJob(job), waitingFor(job));
    return exitCode === undefined ? met(describeJob(job)) : endedWith(job, exitCode, 'Succeeded');
  };
}

/** The job has Failed and, where an exit code is named, a container of a failed pod ended with it. */
export function jobFails({ exitCode }: { readonly exitCode?: number } = {}): Condition<JobState> {
  return (job) => {
    if (job.state === 'complete') return impossible(describeJob(job), 'complete');
    if (job.state !== 'failed') return notYet(describeJob(job), waitingFor(job));
    return exitCode === undefined ? met(describeJob(job)) : endedWith(job, exitCode, 'Failed');
  };
}

/** A pod of the job cannot start since its node does not get the image. */
export function jobLacksImage(): Condition<JobState> {
  return (job) => {
    if (job.state === 'complete') return impossible(describeJob(job), 'complete');
    if (job.pods.some(lacksImage)) return met(describeJob(job));
    return notYet(describeJob(job), waitingFor(job));
  };
}

/** kubectl shows two words in turns: for the attempt that failed, and for the wait for the next. */
export function lacksImage({ status }: PodState): boolean {
  return ['ErrImagePull', 'ImagePullBackOff'].includes(status);
}

export function jobState(name: string, job: Job | undefined, owned: readonly Pod[]): JobState {
  const pods = owned.map(podState);
  const failure = job?.status?.conditions?.find(({ type, status }) => type === 'Failed' && status === 'True');
  const complete = job?.status?.conditions?.some(({ type, status }) => type === 'Complete' && status === 'True');
  return {
    name,
    state: job ? (failure ? 'failed' : complete ? 'complete' : 'running') : 'missing',
    completions: `${job?.status?.succeeded ?? 0}/${job?.spec?.completions ?? 1}`,
    reason: failure && [failure.reason, failure.message].filter(Boolean).join(': '),
    pods,
    exitCodes: owned.flatMap(exitCodes),
  };
}

function exitCodes({ metadata, status }: Pod): JobState['exitCodes'] {
  return (status?.containerStatuses ?? []).flatMap(({ name, state }) =>
    state?.terminated ? [{ pod: metadata?.name ?? '', container: name, code: state.terminated.exitCode }] : [],
  );
}

function endedWith(job: JobState, wanted: number, phase: 'Succeeded' | 'Failed'): Judgement {
  const ended = job.pods.filter(({ object }) => object.status?.phase === phase).map(({ name }) => name);
  const codes = job.exitCodes.filter(({ pod }) => ended.includes(pod)).map(({ code }) => code);
  if (codes.length === 0)
    return notYet(`${describeJob(job)}; no pod of it is left to tell its exit code`, 'no-exit-code');
  const fits = phase === 'Succeeded' ? codes.every((code) => code === wanted) : codes.includes(wanted);
  return fits
    ? met(describeJob(job))
    : impossible(describeJob(job), `exit-code-${codes.find((code) => code !== wanted)}`);
}

function waitingFor({ state, pods }: JobState): string {
  if (state === 'missing') return 'none-found';
  return pods.find(({ running }) => !running)?.status ?? 'running';
}

function describeJob({ name, state, completions, reason, pods, exitCodes: codes }: JobState): string {
  if (state === 'missing') return `there is no job ${name}`;
  const ended = codes.map(({ pod, container, code }) => `${pod}/${container} exit code ${code}`);
  const parts = [`job ${name} is ${state} (${completions})`, reason, ...pods.map(describePod), ...ended];
  return parts.filter(Boolean).join('; ');
}

function isOwnedBy(pod: Pod, job: Job | undefined): boolean {
  const uid = job?.metadata?.uid;
  return pod.metadata?.ownerReferences?.some((owner) => owner.kind === 'Job' && owner.uid === uid) ?? false;
}
