import type { ChildProcess } from 'node:child_process';
import type { ToWorker } from '../cucumber/protocol';
import { Inconclusive } from '../errors';
import { WorkerProcess } from './worker-process';

/** The workers of a run, for whoever has to reach all of them. */
export class Crew {
  readonly #idle: WorkerProcess[];
  readonly #all: WorkerProcess[];
  readonly #ended = new AbortController();
  #stopped: ToWorker | undefined;

  constructor(first?: ChildProcess) {
    this.#idle = first ? [new WorkerProcess(first)] : [];
    this.#all = [...this.#idle];
  }

  /** One that waits, or a new one. */
  next(): WorkerProcess {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) if (idle.alive) return idle;
    const worker = new WorkerProcess();
    this.#all.push(worker);
    if (this.#stopped) worker.send(this.#stopped);
    return worker;
  }

  giveBack(worker: WorkerProcess): void {
    this.#idle.push(worker);
  }

  /** What runs ends as inconclusive with its lab taken down, what has not begun does not begin. */
  stop(reason: string): void {
    this.#stopped = { type: 'stop', reason };
    this.#ended.abort(new Inconclusive({ what: reason }));
    for (const worker of this.#all) worker.send(this.#stopped);
  }

  /** Aborted when the run is to end early. */
  get signal(): AbortSignal {
    return this.#ended.signal;
  }

  get stopped(): boolean {
    return this.#stopped !== undefined;
  }

  kill(): void {
    for (const worker of this.#all) worker.kill();
  }

  release(): void {
    for (const worker of this.#all) worker.release();
  }
}
