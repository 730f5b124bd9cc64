import { relative } from 'node:path';
import type { Envelope } from '@cucumber/messages';
import type { LabSpec } from '../../clusters/lab';
import { sharedLabTag } from '../cucumber/protocol';
import { explain } from '../errors';
import { nearest } from '../nearest';
import type { ScenarioResult } from '../report/result';
import type { PlannedJob } from './plan';
import { Recorder } from './recorder';
import type { WorkerProcess } from './worker-process';

/** A job, and the labs that it will ask for, one at a time. */
export interface CheckedJob extends PlannedJob {
  readonly specs: readonly LabSpec[];
}

/** What came out of reading everything before anything is made. */
export interface Checked {
  /** Jobs that have at least one scenario. */
  readonly jobs: readonly CheckedJob[];
  /** Why the run cannot begin, one text for each thing that is wrong. */
  readonly problems: readonly string[];
  /** Whether every job was read to its end. Otherwise the worker ended, which is nobody's words' fault. */
  readonly whole: boolean;
}

/** Has every job read without a lab: Gherkin, steps, tables, files, names. */
export async function check(jobs: readonly PlannedJob[], worker: WorkerProcess): Promise<Checked> {
  const found: Found[] = [];
  for (const job of jobs) found.push(await checkJob(job, worker));
  return {
    jobs: found.flatMap(split),
    problems: [...new Set(found.flatMap(({ problems }) => problems))],
    whole: found.every(({ whole }) => whole),
  };
}

interface Found {
  readonly job: PlannedJob;
  readonly shared: boolean;
  /** Where the job's scenarios are that have something to decide. */
  readonly lines: readonly number[];
  readonly specs: readonly LabSpec[];
  readonly problems: readonly string[];
  readonly whole: boolean;
}

async function checkJob(job: PlannedJob, worker: WorkerProcess): Promise<Found> {
  const recorder = new Recorder(job);
  const specs: LabSpec[] = [];
  const lines: number[] = [];
  const skipped: number[] = [];
  const problems: string[] = [];
  const patterns: string[] = [];
  let shared = false;
  const end = await worker.run('check', job, {
    message: (message) => {
      if (message.type === 'spec') specs.push(message.spec);
      if (message.type !== 'envelope') return;
      const { envelope } = message;
      if (envelope.stepDefinition) patterns.push(envelope.stepDefinition.pattern.source);
      shared ||= sharesLab(envelope);
      if (envelope.parseError) problems.push(parseProblem(envelope.parseError));
      const result = recorder.take(envelope);
      if (result && mayDecide(job, result)) (result.outcome === 'skip' ? skipped : lines).push(result.line);
      if (result && result.outcome !== 'pass' && result.outcome !== 'skip')
        problems.push(scenarioProblem(result, patterns));
    },
  });
  if (end.kind !== 'done') problems.push(end.words);
  // Skips are results too, and the record of a run holds them: they go through it like the others, without a lab.
  const all = job.once && lines.length > 0 ? lines : [...lines, ...skipped].toSorted((a, b) => a - b);
  if (recorder.planned > 0 && all.length === 0) problems.push(nowhere(job));
  return { job, shared, lines: all, specs, problems, whole: end.kind === 'done' };
}

function sharesLab({ gherkinDocument }: Envelope): boolean {
  return gherkinDocument?.feature?.tags.some(({ name }) => name === sharedLabTag) ?? false;
}

/** A wrong answer is turned down by the step that its expect.yaml names: other scenarios say nothing about it. */
function mayDecide({ expected }: PlannedJob, { steps }: ScenarioResult): boolean {
  return expected === undefined || steps.some(({ text }) => text.includes(expected.step));
}

/** Scenarios run as jobs of their own, side by side where there is room, unless they share a lab or an order. */
function split(found: Found): readonly CheckedJob[] {
  const { shared, specs } = found;
  const job = { ...found.job, specs };
  const lines = job.once ? found.lines.slice(0, 1) : found.lines;
  const file = job.paths.map((path) => path.replace(/(?::\d+)*$/, '')).join();
  if (lines.length === 0) return [];
  if (shared || job.order !== 'defined') return [{ ...job, paths: [`${file}:${lines.join(':')}`] }];
  return lines.map((line) => ({ ...job, id: `${job.id}-${line}`, paths: [`${file}:${line}`] }));
}

function nowhere({ label, expected }: PlannedJob): string {
  return `${label}/expect.yaml: no scenario of this run has a step with "${expected?.step}"`;
}

function parseProblem({ source, message }: NonNullable<Envelope['parseError']>): string {
  return `${relative(process.cwd(), source.uri ?? '')}: ${message}`;
}

function scenarioProblem({ uri, line, failure }: ScenarioResult, patterns: readonly string[]): string {
  const { what = 'cannot be run', next, ...rest } = failure?.explanation ?? {};
  const undefinedStep = what === 'no step says this';
  const near = undefinedStep ? nearest(failure?.step ?? '', patterns) : undefined;
  const better = near ? `the nearest is "${near}"; npm run endstate -- steps` : next;
  const words = explain({ what, ...rest, ...(better ? { next: better } : {}) });
  return `${uri}:${line}  ${failure?.step ?? ''}\n${words.replaceAll(/^/gm, '  ')}`;
}
