import { relative } from 'node:path';
import type { Attachment, Envelope, Pickle, TestCase, TestStepFinished, Timestamp } from '@cucumber/messages';
import {
  type EvidenceFacts,
  type FailureFacts,
  type LabFacts,
  type MeasureFacts,
  mediaTypes,
  type RollOutFacts,
  type SuiteFacts,
  type WarningFacts,
} from '../report/facts';
import type { Outcome, ScenarioResult, StepResult } from '../report/result';
import { type Finished, judge } from './judge';
import type { PlannedJob } from './plan';
import { rerunCommand } from './rerun';

/** What a scenario has gathered while it ran. */
interface Attempt {
  readonly testCase: TestCase;
  readonly pickle: Pickle;
  readonly startedAt: Timestamp;
  readonly finished: Map<string, TestStepFinished>;
  current?: string;
  failure?: FailureFacts;
  lab?: LabFacts;
  evidence?: EvidenceFacts;
  readonly suites: SuiteFacts[];
  readonly measures: MeasureFacts[];
  readonly rollOuts: RollOutFacts[];
  readonly warnings: string[];
}

/** The step that runs now. */
export interface Now {
  readonly scenario: string;
  readonly step: string;
}

/** Reads one job's messages and makes results of them. */
export class Recorder {
  readonly #job: PlannedJob;
  readonly #features = new Map<string, string>();
  readonly #keywords = new Map<string, string>();
  readonly #pickles = new Map<string, Pickle>();
  readonly #cases = new Map<string, TestCase>();
  readonly #attempts = new Map<string, Attempt>();

  constructor(job: PlannedJob) {
    this.#job = job;
  }

  /** Test cases that Cucumber planned after its filters. */
  get planned(): number {
    return this.#cases.size;
  }

  get now(): Now | undefined {
    const [attempt] = this.#attempts.values();
    return attempt && { scenario: attempt.pickle.name, step: this.#stepText(attempt, attempt.current) };
  }

  /** Takes a message. Gives a result when it ends a scenario. */
  take(envelope: Envelope): ScenarioResult | undefined {
    this.#learn(envelope);
    const { testCaseStarted, testStepStarted, testStepFinished, attachment, testCaseFinished } = envelope;
    if (testCaseStarted) this.#begin(testCaseStarted.id, testCaseStarted.testCaseId, testCaseStarted.timestamp);
    if (testStepStarted) this.#attempt(testStepStarted.testCaseStartedId).current = testStepStarted.testStepId;
    if (testStepFinished)
      this.#attempt(testStepFinished.testCaseStartedId).finished.set(testStepFinished.testStepId, testStepFinished);
    if (attachment?.testCaseStartedId) attach(this.#attempt(attachment.testCaseStartedId), attachment);
    return testCaseFinished && this.#end(testCaseFinished.testCaseStartedId, testCaseFinished.timestamp);
  }

  /** Ends what was running and what had not begun when the job broke off. */
  breakOff(words: string): readonly ScenarioResult[] {
    const begun = [...this.#attempts.values()].map(({ testCase }) => testCase.id);
    const now: Timestamp = { seconds: Math.floor(Date.now() / 1000), nanos: (Date.now() % 1000) * 1e6 };
    for (const id of this.#cases.keys()) {
      if (!begun.includes(id) && !this.#ended.has(id)) this.#begin(id, id, now);
    }
    for (const attempt of this.#attempts.values())
      attempt.failure ??= { kind: 'inconclusive', explanation: { what: words } };
    return [...this.#attempts.keys()].map((id) => this.#end(id, now));
  }

  readonly #ended = new Set<string>();

  #learn({ gherkinDocument, pickle, testCase }: Envelope): void {
    if (gherkinDocument?.feature) {
      this.#features.set(gherkinDocument.uri ?? '', gherkinDocument.feature.name);
      for (const [id, keyword] of keywordsOf(gherkinDocument)) this.#keywords.set(id, keyword);
    }
    if (pickle) this.#pickles.set(pickle.id, pickle);
    if (testCase) this.#cases.set(testCase.id, testCase);
  }

  #begin(id: string, testCaseId: string, startedAt: Timestamp): void {
    const testCase = known(this.#cases, testCaseId);
    const pickle = known(this.#pickles, testCase.pickleId);
    this.#attempts.set(id, {
      testCase,
      pickle,
      startedAt,
      finished: new Map(),
      suites: [],
      measures: [],
      rollOuts: [],
      warnings: [],
    });
  }

  #attempt(id: string): Attempt {
    return known(this.#attempts, id);
  }

  #end(id: string, at: Timestamp): ScenarioResult {
    const attempt = this.#attempt(id);
    this.#attempts.delete(id);
    this.#ended.add(attempt.testCase.id);
    const { pickle, startedAt, suites, measures, rollOuts, warnings, lab, evidence } = attempt;
    const line = pickle.location?.line ?? 0;
    const uri = relative(process.cwd(), pickle.uri);
    const tags = pickle.tags.map(({ name }) => name);
    const judged = judge(this.#finished(attempt), attempt.failure, tags);
    return {
      label: this.#job.label,
      ...(this.#job.cell ? { cell: this.#job.cell } : {}),
      feature: this.#features.get(pickle.uri) ?? '',
      uri,
      line,
      name: pickle.name,
      tags,
      ...judged,
      startedAt: new Date(milliseconds(startedAt)),
      durationMs: milliseconds(at) - milliseconds(startedAt),
      steps: this.#steps(attempt, judged.outcome),
      rerun: rerunCommand(this.#job, `${uri}:${line}`),
      ...(lab ? { lab } : {}),
      ...(evidence ? { evidence } : {}),
      ...(suites.length > 0 ? { suites } : {}),
      ...(measures.length > 0 ? { measures } : {}),
      ...(rollOuts.length > 0 ? { rollOuts } : {}),
      warnings,
    };
  }

  /** What ran, in order, hooks included. */
  #finished(attempt: Attempt): readonly Finished[] {
    return attempt.testCase.testSteps.map(({ id, hookId }) => ({
      kind: hookId ? 'hook' : 'step',
      text: this.#stepText(attempt, id, ''),
      result: attempt.finished.get(id)?.testStepResult,
    }));
  }

  #steps(attempt: Attempt, outcome: Outcome): readonly StepResult[] {
    const steps = attempt.testCase.testSteps.filter(({ pickleStepId }) => pickleStepId !== undefined);
    return steps.map(({ id }) => {
      const { status = 'SKIPPED', duration } = attempt.finished.get(id)?.testStepResult ?? {};
      return {
        text: this.#stepText(attempt, id),
        status: status === 'PASSED' ? 'passed' : status === 'SKIPPED' || outcome === 'skip' ? 'not-run' : 'failed',
        durationMs: duration ? milliseconds(duration) : 0,
      };
    });
  }

  #stepText({ testCase, pickle }: Attempt, testStepId: string | undefined, keyword?: string): string {
    const testStep = testCase.testSteps.find(({ id }) => id === testStepId);
    const step = pickle.steps.find(({ id }) => id === testStep?.pickleStepId);
    if (!step) return testStep?.hookId ? 'a hook around the scenario' : '';
    return `${keyword ?? step.astNodeIds.map((id) => this.#keywords.get(id) ?? '').join('')}${step.text}`;
  }
}

function attach(attempt: Attempt, { mediaType, body }: Attachment): void {
  const facts = () => JSON.parse(body);
  if (mediaType === mediaTypes.lab) attempt.lab = facts() as LabFacts;
  if (mediaType === mediaTypes.failure) attempt.failure ??= facts() as FailureFacts;
  if (mediaType === mediaTypes.evidence) attempt.evidence = facts() as EvidenceFacts;
  if (mediaType === mediaTypes.suite) attempt.suites.push(facts() as SuiteFacts);
  if (mediaType === mediaTypes.measure) attempt.measures.push(facts() as MeasureFacts);
  if (mediaType === mediaTypes.rollOuts) attempt.rollOuts.push(facts() as RollOutFacts);
  if (mediaType === mediaTypes.warning) attempt.warnings.push((facts() as WarningFacts).text);
}

function* keywordsOf({ feature }: NonNullable<Envelope['gherkinDocument']>): Generator<readonly [string, string]> {
  for (const child of feature?.children ?? []) {
    const inner = child.rule?.children ?? [child];
    const steps = inner.flatMap(({ background, scenario }) => [
      ...(background?.steps ?? []),
      ...(scenario?.steps ?? []),
    ]);
    for (const { id, keyword } of steps) yield [id, keyword];
  }
}

function milliseconds({ seconds, nanos }: { seconds: number; nanos: number }): number {
  return seconds * 1000 + nanos / 1e6;
}

function known<T>(map: ReadonlyMap<string, T>, id: string): T {
  const found = map.get(id);
  if (found === undefined) throw new Error(`a message of Cucumber names ${id}, which no message before it made`);
  return found;
}
