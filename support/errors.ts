/**
 * The three ways in which a step can end other than well, as types. Everything else that is thrown is a defect of
 * ours and counts as inconclusive: a crash of the judge is not a wrong answer.
 */

/** What every message says: what happened, what was seen last, what to do next. */
export interface Explanation {
  /** One sentence: what did not happen, with the deadline that fired. */
  readonly what: string;
  /** The last observation, in words that name values. */
  readonly last?: string;
  /** The next thing to do: a command, a file to open, a word to write instead. */
  readonly next?: string;
}

/** Renders an explanation as the lines a terminal shows; `error.cause` is never printed by Cucumber, so all is here. */
export function explain({ what, last, next }: Explanation): string {
  return [what, ...(last ? [`  last: ${last}`] : []), ...(next ? [`  next: ${next}`] : [])].join('\n');
}

abstract class ExplainedError extends Error {
  constructor(
    readonly explanation: Explanation,
    options?: ErrorOptions,
  ) {
    super(explain(explanation), options);
    this.name = new.target.name;
  }
}

/** The cluster was observed, and it is not what the step states. Verdict: fail (exit status 1). */
export class Mismatch extends ExplainedError {
  constructor(
    explanation: Explanation,
    /** The typed word of the outcome that was seen (`timed-out`, `restarted`, …): what an `expect.yaml` names. */
    readonly outcome?: string,
    options?: ErrorOptions,
  ) {
    super(explanation, options);
  }
}

/** The check could not be made. Verdict: inconclusive (exit status 3): never a pass, never a fail. */
export class Inconclusive extends ExplainedError {}

/** Inconclusive since the judge does not have what is asked for: it comes back in every try, and is no doing of an answer's. */
export class Lacking extends Inconclusive {}

/** What was written cannot be run: refused before a lab is made (exit status 2). */
export class BadInput extends ExplainedError {}

/** This machine cannot run what was asked (kernel feature, privilege): a skip where a spec allows it, with the reason. */
export class Unsupported extends ExplainedError {}

/** The scenario has no place in this run, by its own words: a skip with the reason, wherever it runs. */
export class NotApplicable extends ExplainedError {}

/** The exit statuses of every command. */
export const exitStatus = { pass: 0, fail: 1, badInput: 2, inconclusive: 3 } as const;

/** The words for an unknown error, for messages that quote it. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
