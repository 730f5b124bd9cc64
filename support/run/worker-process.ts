import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { startWorker } from '../../bin/worker.js';
import type { FromWorker, Job, Mode, ToWorker } from '../cucumber/protocol';
import { OuterDeadline } from './outer-deadline';

/** How much of what a worker printed is kept for the case that it dies. */
const keptBytes = 8_000;

/** How long the output of a worker that died is waited for: what it started may hold the other end. */
const drainMs = 500;

/** What a job's messages are handed to. */
export interface JobEvents {
  message(message: Exclude<FromWorker, { type: 'done' }>): void;
}

/** How a job came to its end: by itself, because Cucumber could not run, or with its process. */
export type JobEnd = { readonly kind: 'done' } | { readonly kind: 'broken' | 'died'; readonly words: string };

/** The child process in which Cucumber runs: one job at a time, many one after another. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  #printed = '';
  #deadline: OuterDeadline | undefined;
  #overdue: string | undefined;

  constructor(child: ChildProcess = startWorker()) {
    this.#child = child;
    for (const stream of this.#streams) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        this.#printed = (this.#printed + text).slice(-keptBytes);
        if (process.env.ENDSTATE_DEBUG) process.stderr.write(text);
      });
    }
  }

  get alive(): boolean {
    return !this.#exited && this.#child.connected;
  }

  /** Runs a job. Never rejects: a process that dies is one of the ends, and so is one that is ended since it is overdue. */
  async run(mode: Mode, job: Job, events: JobEvents): Promise<JobEnd> {
    const deadline = new OuterDeadline((words) => this.#endOverdue(words));
    this.#deadline = deadline;
    return new Promise((resolve) => {
      const onMessage = (message: FromWorker): void => {
        deadline.saw(message);
        if (message.type !== 'done') events.message(message);
        else end(message.error === undefined ? { kind: 'done' } : { kind: 'broken', words: message.error });
      };
      const onExit = async (): Promise<void> => {
        await Promise.race([Promise.all(this.#streams.map(closed)), delay(drainMs)]);
        end({ kind: 'died', words: this.#deathWords() });
      };
      const end = (how: JobEnd): void => {
        deadline.end();
        this.#child.off('message', onMessage);
        this.#child.off('exit', onExit);
        resolve(how);
      };
      this.#child.on('message', onMessage);
      this.#child.on('exit', onExit);
      if (this.alive) this.send({ type: 'job', mode, job });
      else if (this.#exited) void onExit();
    });
  }

  send(message: ToWorker): void {
    if (message.type === 'continue') this.#deadline?.goOn();
    if (this.#child.connected) this.#child.send(message, () => {}); // one that is gone says so by its exit
  }

  /** Lets an idle worker end by itself. */
  release(): void {
    if (this.#child.connected) this.#child.disconnect();
  }

  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Its labs go with it: their supervisors see its end. */
  #endOverdue(words: string): void {
    this.#overdue = words;
    this.kill();
  }

  get #exited(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  get #streams(): readonly Readable[] {
    return [this.#child.stdout, this.#child.stderr].filter((stream) => stream !== null);
  }

  #deathWords(): string {
    const { exitCode, signalCode } = this.#child;
    if (this.#overdue)
      return `the process that runs Cucumber was ended by its runner: it had not come to the end of ${this.#overdue}`;
    const how = signalCode ? `was ended by ${signalCode}` : `exited with ${exitCode ?? 'nothing'}`;
    const hint = signalCode === 'SIGKILL' ? ' (the kernel does that when memory runs out)' : '';
    const tail = this.#printed.trimEnd().split('\n').slice(-12).join('\n');
    return `the process that runs Cucumber ${how}${hint}${tail ? `; its last lines:\n${tail}` : ''}`;
  }
}

async function closed(stream: Readable): Promise<void> {
  if (!stream.closed) await once(stream, 'close');
}
