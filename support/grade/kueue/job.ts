import { createHash } from 'node:crypto';
import { exitStatus } from '../../errors';
import type { Plan } from '../plan/plan';
import { planText } from '../plan/plan-file';
import type { JobParameters } from './parameters';

/** Where the claims are mounted, and what machines' disks are made in: no overlay, which cannot be laid over another one. */
const folders = { inputs: '/inputs', marks: '/marks', labs: '/var/lib/endstate' } as const;
const account = 'endstate-judge';
export const judge = 'judge';

/** The namespace, an account without rights, and the Job. `planPath`: from the root of the inputs. */
export function jobObjects(plan: Plan, planPath: string, parameters: JobParameters): readonly object[] {
  const { namespace } = parameters;
  return [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: namespace, labels: { ...labels, 'pod-security.kubernetes.io/enforce': 'privileged' } },
    },
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name: account, namespace, labels },
      automountServiceAccountToken: false,
    },
    job(plan, planPath, parameters),
  ];
}

const labels = { 'app.kubernetes.io/name': 'endstate' };

function job(plan: Plan, planPath: string, parameters: JobParameters): object {
  const { namespace, queue, parallelism, retries, minutes } = parameters;
  const pieces = plan.pieces.length;
  const width = Math.min(parallelism, pieces);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: jobName(plan), namespace, labels: { ...labels, 'kueue.x-k8s.io/queue-name': queue } },
    spec: {
      suspend: true,
      completionMode: 'Indexed',
      completions: pieces,
      parallelism: width,
      backoffLimitPerIndex: retries,
      // What is wrong with one piece does not end the others.
      maxFailedIndexes: pieces,
      // Two pods never write one folder of marks.
      podReplacementPolicy: 'Failed',
      activeDeadlineSeconds: Math.ceil(pieces / width) * (retries + 1) * minutes * 60,
      podFailurePolicy: {
        rules: [
          { action: 'FailIndex', onExitCodes: { containerName: judge, operator: 'In', values: [exitStatus.badInput] } },
          { action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
          { action: 'Count', onExitCodes: { containerName: judge, operator: 'In', values: [exitStatus.inconclusive] } },
        ],
      },
      template: { metadata: { labels }, spec: podSpec(planPath, parameters) },
    },
  };
}

/** The same plan has the same name: applied twice, it is graded once. */
function jobName(plan: Plan): string {
  return `endstate-${createHash('sha256').update(planText(plan)).digest('hex').slice(0, 10)}`;
}

function podSpec(planPath: string, { image, inputsClaim, marksClaim, cpu, memory, minutes }: JobParameters): object {
  const resources = { cpu, memory };
  return {
    restartPolicy: 'Never',
    serviceAccountName: account,
    automountServiceAccountToken: false,
    enableServiceLinks: false,
    activeDeadlineSeconds: minutes * 60,
    // For labs to be taken down.
    terminationGracePeriodSeconds: 60,
    containers: [
      {
        name: judge,
        image,
        command: ['endstate'],
        args: ['run', '--plan', planPath, '--out', `${folders.marks}/$(JOB_COMPLETION_INDEX)`],
        workingDir: folders.inputs,
        // A lab's machines are namespaces, mounts and cgroups of their own.
        securityContext: { privileged: true, runAsUser: 0 },
        resources: { requests: resources, limits: resources },
        volumeMounts: [
          { name: 'inputs', mountPath: folders.inputs, readOnly: true },
          { name: 'marks', mountPath: folders.marks },
          { name: 'labs', mountPath: folders.labs },
        ],
      },
    ],
    volumes: [
      { name: 'inputs', persistentVolumeClaim: { claimName: inputsClaim, readOnly: true } },
      { name: 'marks', persistentVolumeClaim: { claimName: marksClaim } },
      { name: 'labs', emptyDir: {} },
    ],
  };
}
