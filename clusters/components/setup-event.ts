import { duration } from '../../support/clock';

/** What set-up is doing with one component. `ready` and `failed` end it. */
export type Phase = 'wait' | 'fetch' | 'build' | 'unpack' | 'verify' | 'ready' | 'failed';

/** One step of set-up, for a progress line. */
export interface SetupEvent {
  readonly component: string;
  readonly phase: Phase;
  /** Milliseconds since this component was begun. */
  readonly elapsedMs: number;
  /** The address, the package count, the holder of a lock. */
  readonly detail?: string;
}

export interface SetupOptions {
  readonly signal?: AbortSignal;
  readonly progress?: (event: SetupEvent) => void;
}

/** `setup kubernetes: build kubelet (45s)`. */
export function describeSetup({ component, phase, elapsedMs, detail }: SetupEvent): string {
  return `setup ${component}: ${phase}${detail ? ` ${detail}` : ''} (${duration(elapsedMs)})`;
}
