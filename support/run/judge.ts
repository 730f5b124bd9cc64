import type { TestStepResult } from '@cucumber/messages';
import type { FailureFacts, FailureKind } from '../report/facts';
import type { Failure, Outcome } from '../report/result';

/** A step or a hook that has had its turn, or has not. */
export interface Finished {
  readonly kind: 'step' | 'hook';
  /** Without its keyword. */
  readonly text: string;
  readonly result: TestStepResult | undefined;
}

/** A scenario with this tag may be skipped where the machine cannot make its lab; any other is inconclusive then. */
export const maySkipTag = '@may-skip';

export interface Judged {
  readonly outcome: Outcome;
  readonly failure?: Failure;
}

/** What a scenario's steps and the facts of its failure come to. Nothing but every step passed is a pass. */
export function judge(steps: readonly Finished[], facts: FailureFacts | undefined, tags: readonly string[]): Judged {
  const bad = steps.find(({ result }) => result?.status !== 'PASSED');
  const claims = steps.some(({ kind }) => kind === 'step');
  if (!bad && facts === undefined && claims) return { outcome: 'pass' };
  const failure = {
    ...(facts ?? (claims ? factsOf(bad?.result) : badInput('the scenario has no step'))),
    step: bad?.text ?? '',
  };
  return { outcome: outcomeOf(failure.kind, tags), failure };
}

function outcomeOf(kind: FailureKind, tags: readonly string[]): Outcome {
  if (kind === 'mismatch') return 'fail';
  if (kind === 'bad-input') return 'bad-input';
  if (kind === 'not-applicable') return 'skip';
  return kind === 'unsupported' && tags.includes(maySkipTag) ? 'skip' : 'inconclusive';
}

/** From Cucumber's own record, for what was thrown outside a step's run: by a hook, or while words were read. */
function factsOf(result: TestStepResult | undefined): FailureFacts {
  if (result?.status === 'UNDEFINED') return badInput('no step says this');
  if (result?.status === 'AMBIGUOUS') return badInput(`more than one step says this:\n${result.message ?? ''}`);
  if (result === undefined || result.status === 'SKIPPED') return inconclusive('the scenario was not run to its end');
  const { type = '', message = 'no words' } = result.exception ?? {};
  return { kind: kinds[type] ?? 'defect', explanation: unexplain(message) };
}

const kinds: Readonly<Record<string, FailureKind>> = {
  Mismatch: 'mismatch',
  Inconclusive: 'inconclusive',
  Lacking: 'inconclusive',
  BadInput: 'bad-input',
  Unsupported: 'unsupported',
  NotApplicable: 'not-applicable',
};

/** The parts of a message that was written as three lines. */
function unexplain(message: string): FailureFacts['explanation'] {
  const [what = '', ...rest] = message.split(/^ {2}(?=(?:last|next): )/m);
  const part = (name: string) =>
    rest
      .find((line) => line.startsWith(`${name}: `))
      ?.slice(name.length + 2)
      .trimEnd();
  const [last, next] = [part('last'), part('next')];
  return { what: what.trimEnd(), ...(last ? { last } : {}), ...(next ? { next } : {}) };
}

function badInput(what: string): FailureFacts {
  return { kind: 'bad-input', explanation: { what, next: 'npm run endstate -- steps' } };
}

function inconclusive(what: string): FailureFacts {
  return { kind: 'inconclusive', explanation: { what } };
}
