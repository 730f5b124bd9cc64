import { relative } from 'node:path';
import type { Live } from '../report/live';
import type { MessageFile } from '../report/message-file';
import type { ScenarioResult } from '../report/result';
import { waitForEnter } from './ask';
import { concluded } from './expect-red';
import type { PlannedJob } from './plan';
import { Recorder } from './recorder';
import { rerunCommand } from './rerun';
import type { JobEnd, WorkerProcess } from './worker-process';

export interface JobOutputs {
  readonly live: Live;
  readonly messages: MessageFile;
}

/** Runs one job in a worker. Resolves with its results, whatever became of the worker. */
export async function runJob(
  job: PlannedJob,
  worker: WorkerProcess,
  outputs: JobOutputs,
): Promise<readonly ScenarioResult[]> {
  const { live, messages } = outputs;
  const recorder = new Recorder(job);
  const results: ScenarioResult[] = [];
  const view = new JobView(job, live);
  const conclude = (result: ScenarioResult): void => {
    const mine = concluded(job, result);
    results.push(mine);
    live.finished(mine);
  };
  const end = await worker.run('run', job, {
    message: (message) => {
      if (message.type === 'progress') view.saw(message.text);
      if (message.type === 'warning') live.note(`warning  ${message.text}`);
      if (message.type === 'paused')
        void waitForEnter(live, message.text).then(() => worker.send({ type: 'continue' }));
      if (message.type !== 'envelope') return;
      messages.add(message.envelope);
      const result = recorder.take(message.envelope);
      if (result) conclude(result);
      if (message.envelope.testStepStarted) view.step(recorder.now);
    },
  });
  view.end();
  if (end.kind !== 'done') recorder.breakOff(end.words).forEach(conclude);
  if (results.length === 0) conclude(nothingRan(job, end));
  return results;
}

/** The check had planned scenarios: a job without a result must not go by as if nothing were amiss. */
function nothingRan(job: PlannedJob, end: JobEnd): ScenarioResult {
  const what = end.kind === 'done' ? 'no scenario of the job was run, although its check had found some' : end.words;
  const [path = ''] = job.paths;
  const [, file = '', line = '0'] = /^(.*?)(?::(\d+).*)?$/.exec(relative(process.cwd(), path)) ?? [];
  return {
    label: job.label,
    ...(job.cell ? { cell: job.cell } : {}),
    feature: '',
    uri: file,
    line: Number(line),
    name: 'the whole job',
    tags: [],
    outcome: 'inconclusive',
    failure: { kind: 'defect', step: '', explanation: { what } },
    startedAt: new Date(),
    durationMs: 0,
    steps: [],
    rerun: rerunCommand(job, `${file}:${line}`),
    warnings: [],
  };
}

/** The line of a job in the live view. */
class JobView {
  #now = { scenario: '', step: '' };
  #since = performance.now();

  constructor(
    private readonly job: PlannedJob,
    private readonly live: Live,
  ) {}

  step(now: { scenario: string; step: string } | undefined): void {
    this.#now = now ?? this.#now;
    this.#since = performance.now();
    this.#show('');
  }

  saw(last: string): void {
    this.#show(last);
  }

  end(): void {
    this.live.show(this.job.id, undefined);
  }

  #show(last: string): void {
    this.live.show(this.job.id, { label: this.job.label, ...this.#now, since: this.#since, last });
  }
}
