import { type Condition, met, notYet } from '../assert';
import type { CurlOutcome, HttpAnswer } from './curl-outcome';
import { isOneOf, judged, wordOf } from './outcome';

export interface AnswerWanted {
  /** A text the body holds. */
  readonly body?: string | undefined;
  /** Exactly this status; any below 400 unless told. */
  readonly status?: number | undefined;
}

/** An answer came, with a status below 400 or the one named, and a body that holds the text named. */
export function answers({ body, status }: AnswerWanted = {}): Condition<CurlOutcome> {
  return (outcome) =>
    judged(outcome, () => {
      if (outcome.kind !== 'http') return notYet(outcome.words, outcome.kind);
      const statusFits = status === undefined ? outcome.status < 400 : outcome.status === status;
      if (!statusFits) return notYet(outcome.words, wordOf(outcome));
      if (body === undefined || outcome.body.includes(body)) return met(outcome.words, wordOf(outcome));
      return notYet(`${outcome.words} without "${body}": ${excerpt(outcome)}`, 'other-body');
    });
}

export const getsStatus = (status: number) => answers({ status });
export const timesOut = () => isOneOf<CurlOutcome>('timed-out');
export const isRefused = () => isOneOf<CurlOutcome>('refused');
export const isReset = () => isOneOf<CurlOutcome>('reset');
export const hasNoRoute = () => isOneOf<CurlOutcome>('no-route');
export const failsDns = () => isOneOf<CurlOutcome>('dns-failed');
export const failsTls = () => isOneOf<CurlOutcome>('tls-failed');
export const getsEmptyReply = () => isOneOf<CurlOutcome>('empty-reply');

function excerpt({ body }: HttpAnswer): string {
  const words = body.replace(/\s+/g, ' ').trim();
  if (words === '') return 'the body is empty';
  return JSON.stringify(words.length > 100 ? `${words.slice(0, 100)}…` : words);
}
