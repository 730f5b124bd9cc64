import { type Event, timeOf } from '../kube';

/** Events as lines, the oldest first: time, kind of event, reason, object, words, how often. */
export function eventLines(events: readonly Event[]): string {
  return events.map(eventLine).join('\n');
}

export function eventLine(event: Event): string {
  const { type, reason, involvedObject, message, source, reportingComponent } = event;
  const object = `${involvedObject.kind?.toLowerCase()} ${involvedObject.namespace ?? '-'}/${involvedObject.name}`;
  const count = event.series?.count ?? event.count ?? 1;
  const reporter = [source?.component || reportingComponent, source?.host].filter(Boolean).join(' ');
  const parts = [
    timeOf(event),
    type,
    reason,
    object,
    message?.trim(),
    count > 1 ? `(×${count})` : '',
    reporter && `[${reporter}]`,
  ];
  return parts.filter(Boolean).join('  ');
}

/** The events on one object. */
export function eventsOn(events: readonly Event[], uid: string | undefined): readonly Event[] {
  return events.filter(({ involvedObject }) => involvedObject.uid !== undefined && involvedObject.uid === uid);
}
