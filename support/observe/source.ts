import type { Clock, Instant } from '../clock';
import { type Kube, type Resource, type Selection, type Watchable, type WatchEvent, watch } from '../kube';

/** Something that feeds a history: objects, proofs that none is missing, gaps. */
export type Source<T> = (listener: (event: WatchEvent<T>) => void, context: SourceContext) => void;

export interface SourceContext {
  readonly clock: Clock;
  /** Aborted when nobody looks any more. */
  readonly signal: AbortSignal;
}

/** The objects of a kind, as a watch tells of them. */
export function objectsOf<T extends Watchable>(kube: Kube, resource: Resource, selection: Selection = {}): Source<T> {
  return (listener, { clock, signal }) => watch<T>(kube, resource, selection, listener, { clock, signal });
}

/** The moments by which each of several sources is complete: together they are as complete as the last of them. */
export class Completeness {
  private readonly until = new Map<string, Instant>();
  private told = Number.NEGATIVE_INFINITY;

  constructor(private readonly names: readonly string[]) {}

  /** Notes one source's moment. Resolves to the moment by which all are complete, if that has moved on. */
  note(name: string, at: Instant): Instant | undefined {
    this.until.set(name, at);
    const all = this.names.map((source) => this.until.get(source));
    const last = all.reduce((a, b) => (a && b && b.ms < a.ms ? b : a && b && a));
    if (!last || last.ms <= this.told) return undefined;
    this.told = last.ms;
    return last;
  }
}
