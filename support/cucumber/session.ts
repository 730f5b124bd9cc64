import type { LabSpec } from '../../clusters/lab';
import type { Inconclusive } from '../errors';
import type { FromWorker } from './protocol';

/** The line to the runner while a job runs. Without a runner (`npx cucumber-js`) nobody listens, and nothing waits. */
interface Session {
  readonly job: string;
  send(message: FromWorker): void;
}

const interrupted = new AbortController();
let session: Session | undefined;
let resume: (() => void) | undefined;

/** Aborted when the run is to end early; its reason is the {@link Inconclusive} that the running step ends with. */
export const runSignal: AbortSignal = interrupted.signal;

export function enter(current: Session): void {
  session = current;
}

export function stop(reason: Inconclusive): void {
  interrupted.abort(reason);
  onContinue();
}

export function onContinue(): void {
  resume?.();
  resume = undefined;
}

/** A line for the live view. */
export function progress(text: string): void {
  if (session) session.send({ type: 'progress', job: session.job, text });
}

/** Tells the runner of a lab that will be asked for, so that what it needs is set up before any scenario starts. */
export function announce(spec: LabSpec): void {
  if (session) session.send({ type: 'spec', job: session.job, spec });
}

/** Resolves when the user pressed Enter, or when the run is to end. */
export async function pause(text: string): Promise<void> {
  if (!session || runSignal.aborted) return;
  const { promise, resolve } = withResolvers();
  resume = resolve;
  session.send({ type: 'paused', job: session.job, text });
  await promise;
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
