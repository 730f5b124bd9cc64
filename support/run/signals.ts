import type { Crew } from './crew';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

let received: NodeJS.Signals | undefined;

/** The exit status of a run that a signal has ended, as a shell reports it; none where none came. */
export function signalStatus(): number | undefined {
  return received && exitOn[received];
}

/**
 * The first signal ends the run in order: labs are taken down and what is known is reported. The second one does not
 * wait for that; the labs' supervisors see their runners gone and reap.
 */
export function endOnSignal(crew: Crew, note: (text: string) => void): () => void {
  const onSignal = (signal: NodeJS.Signals): void => {
    if (crew.stopped) {
      crew.kill();
      process.exit(exitOn[signal]);
    }
    received = signal;
    note(`${signal}: taking the labs down; once more to leave at once`);
    crew.stop(`the run was ended by ${signal}`);
  };
  for (const signal of signals) process.on(signal, onSignal);
  return () => {
    for (const signal of signals) process.off(signal, onSignal);
  };
}

/** As a shell reports a process that a signal ended. */
const exitOn: Readonly<Partial<Record<NodeJS.Signals, number>>> = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
