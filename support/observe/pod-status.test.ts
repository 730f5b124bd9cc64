import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ContainerStatus, Pod } from '../kube';
import { podState } from './pod-state';
import { podLine } from './pod-status';

interface Written {
  readonly main?: readonly Partial<ContainerStatus>[];
  readonly init?: readonly Partial<ContainerStatus>[];
  /** Names of init containers that go on running. */
  readonly sidecars?: readonly string[];
  readonly phase?: string;
  readonly reason?: string;
  readonly deleting?: boolean;
  readonly conditions?: Readonly<Record<string, string>>;
  readonly gated?: boolean;
}

function status(given: Partial<ContainerStatus>, index: number): ContainerStatus {
  return { name: `c${index}`, image: '', imageID: '', ready: false, restartCount: 0, ...given };
}

function pod({
  main = [{}],
  init = [],
  sidecars = [],
  phase = 'Running',
  reason,
  deleting,
  conditions = {},
  gated,
}: Written): Pod {
  const statuses = main.map(status);
  const initStatuses = init.map((given, index) => status({ name: `i${index}`, ...given }, index));
  const conditionList = Object.entries(conditions).map(([type, value]) => ({ type, status: value }));
  return {
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: 'u',
      ...(deleting ? { deletionTimestamp: '2026-01-01T00:00:00Z' } : {}),
    },
    spec: {
      containers: statuses.map(({ name }) => ({ name })),
      initContainers: initStatuses.map(({ name }) => ({
        name,
        ...(sidecars.includes(name) ? { restartPolicy: 'Always' } : {}),
      })),
    },
    status: {
      phase,
      ...(reason ? { reason } : {}),
      containerStatuses: statuses,
      initContainerStatuses: initStatuses,
      conditions: gated ? [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] : conditionList,
    },
  };
}

const up: Partial<ContainerStatus> = {
  ready: true,
  started: true,
  state: { running: { startedAt: '2026-01-01T00:00:00Z' } },
};
const unready: Partial<ContainerStatus> = { ...up, ready: false };
const waiting = (reason: string, restartCount = 0): Partial<ContainerStatus> => ({
  state: { waiting: { reason } },
  restartCount,
});
const ended = (exitCode: number, reason = '', signal = 0): Partial<ContainerStatus> => ({
  state: { terminated: { exitCode, reason, signal } },
});

/** What the API server's printPod gives for the same pods: STATUS, READY, RESTARTS; and whether it is Running to us. */
const table: readonly [name: string, Written, status: string, ready: string, restarts: number, running: boolean][] = [
  ['one container up', { main: [up] }, 'Running', '1/1', 0, true],
  ['two up', { main: [up, up] }, 'Running', '2/2', 0, true],
  ['one of two not ready', { main: [up, unready] }, 'Running', '1/2', 0, false],
  ['up after restarts', { main: [{ ...up, restartCount: 3 }] }, 'Running', '1/1', 3, true],
  ['crash loop: the phase is Running', { main: [waiting('CrashLoopBackOff', 4)] }, 'CrashLoopBackOff', '0/1', 4, false],
  ['one of two in a crash loop', { main: [up, waiting('CrashLoopBackOff', 2)] }, 'CrashLoopBackOff', '1/2', 2, false],
  ['image cannot be pulled', { main: [waiting('ErrImagePull')], phase: 'Pending' }, 'ErrImagePull', '0/1', 0, false],
  [
    'image pull backs off',
    { main: [waiting('ImagePullBackOff')], phase: 'Pending' },
    'ImagePullBackOff',
    '0/1',
    0,
    false,
  ],
  ['being created', { main: [waiting('ContainerCreating')], phase: 'Pending' }, 'ContainerCreating', '0/1', 0, false],
  ['not scheduled', { main: [], phase: 'Pending' }, 'Pending', '0/0', 0, false],
  ['gated', { main: [], phase: 'Pending', gated: true }, 'SchedulingGated', '0/0', 0, false],
  ['ended well', { main: [ended(0, 'Completed')], phase: 'Succeeded' }, 'Completed', '0/1', 0, false],
  ['ended badly', { main: [ended(1, 'Error')], phase: 'Running' }, 'Error', '0/1', 0, false],
  ['killed for memory', { main: [ended(137, 'OOMKilled')] }, 'OOMKilled', '0/1', 0, false],
  ['ended without a reason', { main: [ended(3)] }, 'ExitCode:3', '0/1', 0, false],
  ['ended by a signal', { main: [ended(137, '', 9)] }, 'Signal:9', '0/1', 0, false],
  [
    'first container that has something to say wins',
    { main: [ended(1, 'Error'), waiting('CrashLoopBackOff')] },
    'Error',
    '0/2',
    0,
    false,
  ],
  [
    'one done, one up',
    { main: [ended(0, 'Completed'), up], conditions: { Ready: 'True' } },
    'Running',
    '1/2',
    0,
    false,
  ],
  ['one done, one up, pod not ready', { main: [ended(0, 'Completed'), up] }, 'NotReady', '1/2', 0, false],
  ['evicted', { main: [], phase: 'Failed', reason: 'Evicted' }, 'Evicted', '0/0', 0, false],
  ['being deleted', { main: [up], deleting: true }, 'Terminating', '1/1', 0, false],
  [
    'ended and being deleted',
    { main: [ended(0, 'Completed')], phase: 'Succeeded', deleting: true },
    'Completed',
    '0/1',
    0,
    false,
  ],
  ['its node is lost', { main: [up], reason: 'NodeLost', deleting: true }, 'Unknown', '1/1', 0, false],
  [
    'first init container runs',
    { init: [{ state: { running: {} } }, {}], main: [waiting('PodInitializing')], phase: 'Pending' },
    'Init:0/2',
    '0/1',
    0,
    false,
  ],
  [
    'second init container runs',
    { init: [ended(0, 'Completed'), { state: { running: {} } }], main: [waiting('PodInitializing')], phase: 'Pending' },
    'Init:1/2',
    '0/1',
    0,
    false,
  ],
  [
    'init container fails',
    { init: [{ ...ended(1, 'Error'), restartCount: 2 }], main: [waiting('PodInitializing')], phase: 'Pending' },
    'Init:Error',
    '0/1',
    2,
    false,
  ],
  [
    'init container fails without a reason',
    { init: [ended(7)], main: [waiting('PodInitializing')], phase: 'Pending' },
    'Init:ExitCode:7',
    '0/1',
    0,
    false,
  ],
  [
    'init container crashes on and on',
    { init: [waiting('CrashLoopBackOff', 5)], main: [waiting('PodInitializing')], phase: 'Pending' },
    'Init:CrashLoopBackOff',
    '0/1',
    5,
    false,
  ],
  [
    'init done, main starts',
    { init: [ended(0, 'Completed')], main: [waiting('PodInitializing')], phase: 'Pending' },
    'PodInitializing',
    '0/1',
    0,
    false,
  ],
  [
    'restarts of init containers do not count once they are done',
    { init: [{ ...ended(0, 'Completed'), restartCount: 2 }], main: [up] },
    'Running',
    '1/1',
    0,
    true,
  ],
  [
    'sidecar counts as a container',
    { init: [{ ...up, restartCount: 1 }], sidecars: ['i0'], main: [up] },
    'Running',
    '2/2',
    1,
    true,
  ],
  ['sidecar not ready', { init: [unready], sidecars: ['i0'], main: [up] }, 'Running', '1/2', 0, false],
  [
    'sidecar still starting',
    {
      init: [{ state: { running: {} }, started: false }],
      sidecars: ['i0'],
      main: [waiting('PodInitializing')],
      phase: 'Pending',
    },
    'Init:0/1',
    '0/2',
    0,
    false,
  ],
];

for (const [name, written, shown, ready, restarts, running] of table) {
  test(`${name}: ${shown} ${ready}`, () => {
    const line = podLine(pod(written));
    assert.deepEqual([line.status, `${line.ready}/${line.total}`, line.restarts], [shown, ready, restarts]);
    assert.equal(podState(pod(written)).running, running);
  });
}

test('a container without a status is not overlooked', () => {
  const half = pod({ main: [up, up] });
  const [first] = half.status?.containerStatuses ?? [];
  const cut: Pod = { ...half, status: { ...half.status, containerStatuses: first ? [first] : [] } };
  assert.equal(podState(cut).running, false);
});
