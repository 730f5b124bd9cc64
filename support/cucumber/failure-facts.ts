import {
  BadInput,
  type Explanation,
  Inconclusive,
  Lacking,
  Mismatch,
  messageOf,
  NotApplicable,
  Unsupported,
} from '../errors';
import type { FailureFacts, FailureKind } from '../report/facts';

/** Takes an error apart for the report: Cucumber's messages keep no more than its text. */
export function failureFacts(error: unknown): FailureFacts {
  return {
    kind: kindOf(error),
    explanation: explanationOf(error),
    ...(error instanceof Mismatch && error.outcome !== undefined ? { outcome: error.outcome } : {}),
    ...(error instanceof Lacking ? { lacking: true } : {}),
  };
}

function kindOf(error: unknown): FailureKind {
  if (error instanceof Mismatch) return 'mismatch';
  if (error instanceof Inconclusive) return 'inconclusive';
  if (error instanceof BadInput) return 'bad-input';
  if (error instanceof NotApplicable) return 'not-applicable';
  return error instanceof Unsupported ? 'unsupported' : 'defect';
}

function explanationOf(error: unknown): Explanation {
  const explained = (error as { explanation?: Explanation } | undefined)?.explanation;
  if (explained) return explained;
  const where = error instanceof Error ? error.stack?.split('\n').find((line) => line.includes(' at ')) : undefined;
  return { what: messageOf(error), ...(where ? { last: `thrown ${where.trim()}` } : {}) };
}
