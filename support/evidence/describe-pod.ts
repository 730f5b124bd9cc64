import type { ContainerStatus, Event, Pod } from '../kube';
import { podState } from '../observe';
import { eventLines, eventsOn } from './events';

/** What one reads first about a pod that does not run: where it is, how its containers live and ended, what happened. */
export function describePod(pod: Pod, events: readonly Event[]): string {
  const { metadata, spec, status } = pod;
  const state = podState(pod);
  const owners = metadata?.ownerReferences?.map(({ kind, name }) => `${kind} ${name}`).join(', ');
  const lines = [
    `Pod ${metadata?.namespace}/${metadata?.name}`,
    field('Status', `${state.status}, ${state.ready}/${state.total} ready, ${state.restarts} restarts`),
    field('Phase', [status?.phase, status?.reason, status?.message].filter(Boolean).join(', ')),
    field('Node', [spec?.nodeName ?? 'none', status?.hostIP && `(${status.hostIP})`].filter(Boolean).join(' ')),
    field('IPs', status?.podIPs?.map(({ ip }) => ip).join(', ')),
    field('Owner', owners),
    field('Uid', metadata?.uid),
    field('Created', metadata?.creationTimestamp),
    field('Deleting', metadata?.deletionTimestamp && `since ${metadata.deletionTimestamp}`),
    field('Selector', JSON.stringify(spec?.nodeSelector ?? {})),
    '',
    'Conditions:',
    ...(status?.conditions ?? []).map(({ type, status: value, reason, message, lastTransitionTime }) =>
      ['', type, value, lastTransitionTime, reason, message].filter((word) => word !== undefined).join('  '),
    ),
    '',
    ...(status?.initContainerStatuses ?? []).flatMap((container) => describeContainer('Init container', container)),
    ...(status?.containerStatuses ?? []).flatMap((container) => describeContainer('Container', container)),
    'Events:',
    eventLines(eventsOn(events, metadata?.uid)) || '  none',
  ];
  return `${lines.filter((line) => line !== undefined).join('\n')}\n`;
}

function field(name: string, value: string | undefined): string | undefined {
  return value ? `${`${name}:`.padEnd(10)}${value}` : undefined;
}

function describeContainer(title: string, container: ContainerStatus): readonly string[] {
  const { name, image, imageID, ready, restartCount, state, lastState, containerID } = container;
  return [
    `${title} ${name}:`,
    `  image        ${image} (${imageID || 'not pulled'})`,
    `  id           ${containerID ?? 'none'}`,
    `  ready        ${ready}, ${restartCount} restarts`,
    `  state        ${describeState(state)}`,
    `  state before ${describeState(lastState)}`,
    '',
  ];
}

function describeState(state: ContainerStatus['state']): string {
  if (state?.running) return `running since ${state.running.startedAt}`;
  if (state?.waiting) return ['waiting', state.waiting.reason, state.waiting.message].filter(Boolean).join(': ');
  if (!state?.terminated) return 'none';
  const { exitCode, signal, reason, message, startedAt, finishedAt } = state.terminated;
  const how = [`exit code ${exitCode}`, signal && `signal ${signal}`, reason, message].filter(Boolean).join(', ');
  return `ended with ${how}, from ${startedAt} to ${finishedAt}`;
}
