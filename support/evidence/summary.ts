import type { Pod, Service } from '../kube';
import { describePod, type Endpoint, endpointsOf, nodeState, podState } from '../observe';
import { eventsOn } from './events';
import type { Snapshot } from './snapshot';

/** What stands out, a sentence each: the culprit should be among them. */
export function summarise(snapshot: Snapshot): readonly string[] {
  return [
    ...snapshot.nodes.flatMap(nodeTrouble),
    ...snapshot.pods.flatMap((pod) => podTrouble(pod, snapshot)),
    ...snapshot.services.flatMap((service) => serviceTrouble(service, snapshot)),
    ...snapshot.jobs.flatMap(jobTrouble),
  ];
}

function nodeTrouble(node: Snapshot['nodes'][number]): readonly string[] {
  const { name, status, ready, reason } = nodeState(node);
  return ready ? [] : [`Node ${name} is ${status}${reason ? `: ${reason}` : ''}.`];
}

function podTrouble(pod: Pod, { events }: Snapshot): readonly string[] {
  const state = podState(pod);
  if (state.running || pod.status?.phase === 'Succeeded')
    return state.restarts > 0 && state.running ? [restarted(pod)] : [];
  const waiting = pod.status?.containerStatuses?.map((container) => container.state?.waiting?.message).find(Boolean);
  const condition = pod.status?.conditions?.find(({ status, message }) => status === 'False' && message)?.message;
  const warning = eventsOn(events, pod.metadata?.uid).findLast(({ type }) => type === 'Warning')?.message;
  const reasons = [...new Set([waiting, condition, warning].filter(Boolean))].join(' — ');
  return [
    `Pod ${place(pod)}${describePod(state)}${state.node ? ` on ${state.node}` : ''}${reasons ? `: ${reasons}` : ''}.`,
  ];
}

function restarted(pod: Pod): string {
  return `Pod ${place(pod)}${describePod(podState(pod))} runs now.`;
}

function place({ metadata }: { readonly metadata?: { readonly namespace?: string } }): string {
  return metadata?.namespace && metadata.namespace !== 'default' ? `${metadata.namespace}/` : '';
}

function serviceTrouble(service: Service, { endpointSlices, nodes }: Snapshot): readonly string[] {
  const { metadata, spec } = service;
  if (!spec?.selector || spec.type === 'ExternalName') return [];
  const slices = endpointSlices.filter(
    (slice) =>
      slice.metadata?.namespace === metadata?.namespace &&
      slice.metadata?.labels?.['kubernetes.io/service-name'] === metadata?.name,
  );
  const ready = endpointsOf(slices).filter((endpoint) => endpoint.ready);
  const name = `Service ${place(service)}${metadata?.name}`;
  if (ready.length === 0)
    return [
      `${name} has 0 ready endpoints (${Object.entries(spec.selector)
        .map((pair) => pair.join('='))
        .join(', ')}).`,
    ];
  const policies = [
    spec.internalTrafficPolicy === 'Local' ? 'internalTrafficPolicy Local' : undefined,
    spec.externalTrafficPolicy === 'Local' ? 'externalTrafficPolicy Local' : undefined,
  ].filter(Boolean);
  if (policies.length === 0) return [];
  return [
    `${name} (${policies.join(', ')}) has ready endpoints on ${perNode(
      ready,
      nodes.map(({ metadata: node }) => node?.name ?? ''),
    )}.`,
  ];
}

/** Nodes without one first: traffic that arrives there or starts there is dropped. */
function perNode(ready: readonly Endpoint[], nodes: readonly string[]): string {
  const counts = nodes.map((node) => ({ node, count: ready.filter((endpoint) => endpoint.node === node).length }));
  return counts
    .sort((a, b) => a.count - b.count)
    .map(({ node, count }) => `${node}: ${count}`)
    .join(', ');
}

function jobTrouble({ metadata, status }: Snapshot['jobs'][number]): readonly string[] {
  const failed = status?.conditions?.find((condition) => condition.type === 'Failed' && condition.status === 'True');
  return failed ? [`Job ${metadata?.name} has failed: ${failed.reason}: ${failed.message}.`] : [];
}
