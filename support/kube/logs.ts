import type { CallOptions, Kube } from './client';
import { list } from './objects';
import { pathOf, resources } from './resources';
import type { Event } from './types';

interface PodAt {
  readonly namespace: string;
  readonly name: string;
}

export interface LogOptions extends CallOptions {
  /** Needed where the pod has more than one. */
  readonly container?: string | undefined;
  /** The log of the container's run before this one. */
  readonly previous?: boolean;
  readonly tailLines?: number;
  readonly limitBytes?: number;
}

/** A container's log. Rejects with ApiRefused when there is none (yet). */
export async function logs(kube: Kube, pod: PodAt, options: LogOptions = {}): Promise<string> {
  const { container, previous, tailLines, limitBytes, timeoutMs, signal } = options;
  const query = {
    ...(container ? { container } : {}),
    ...(previous ? { previous: 'true' } : {}),
    ...(tailLines === undefined ? {} : { tailLines: String(tailLines) }),
    ...(limitBytes === undefined ? {} : { limitBytes: String(limitBytes) }),
  };
  return kube.text({ path: `${pathOf(resources.pods, pod)}/log`, query, accept: '*/*', timeoutMs, signal });
}

/** A namespace's events, or all, the oldest first. */
export async function events(
  kube: Kube,
  { namespace, about }: { readonly namespace?: string; readonly about?: { readonly uid: string } } = {},
  options: CallOptions = {},
): Promise<readonly Event[]> {
  const fieldSelector = about ? `involvedObject.uid=${about.uid}` : undefined;
  const { items } = await list<Event>(kube, resources.events, { namespace, fieldSelector }, options);
  return [...items].sort((a, b) => timeOf(a).localeCompare(timeOf(b)));
}

/** When an event was last seen: newer reporters write `eventTime` and a series, older ones `lastTimestamp`. */
export function timeOf(event: Event): string {
  return (
    event.series?.lastObservedTime ?? event.lastTimestamp ?? event.eventTime ?? event.metadata.creationTimestamp ?? ''
  );
}
