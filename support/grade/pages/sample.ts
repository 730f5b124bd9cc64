import type { Gradebook, GradedAnswer } from '../gradebook';

const items = [
  { id: 'end', what: 'the end state', of: 50, verdict: 'pass', automatic: 50, because: 'passed: all stay up' },
  {
    id: 'why',
    what: 'the reason',
    of: 100,
    verdict: 'partial',
    suggested: 60,
    because: 'said so',
    quotes: [{ line: 3, sentence: 'It was DNS.' }],
  },
] as const;

/** A gradebook for unit tests: one answer of full marks but for what its report suggests, unless told otherwise. */
export function sampleBook(...answers: readonly Partial<GradedAnswer>[]): Gradebook {
  const sample: GradedAnswer = {
    answer: 'team01',
    hash: 'abc',
    marks: { items, broken: [], total: 110, of: 150, complete: true },
    notes: [],
    tookMs: 90_000,
  };
  return {
    title: 'A problem',
    problemHash: 'f'.repeat(64),
    endstate: '0.1.0+0123456789ab',
    startedAt: new Date('2026-01-02T03:04:05Z'),
    wallMs: 120_000,
    answers: (answers.length > 0 ? answers : [{}]).map((changes) => ({ ...sample, ...changes })),
    unjudged: [],
    notes: [],
    remarks: [],
  };
}

/** What an answer's text might try on whoever reads the marks. */
export const hostileText =
  '=cmd|" /C calc"!A0 <script>alert(1)</script> \u001b[31m ::error::x ](javascript:x) \u202E |';

export const hostileAnswer: Partial<GradedAnswer> = {
  answer: hostileText,
  notes: [hostileText],
  marks: {
    items: [{ id: 'end', what: 'x', of: 50, verdict: 'fail', automatic: 0, because: hostileText }],
    broken: [{ rule: 'files', file: hostileText, said: hostileText, voids: { whole: true } }],
    total: 0,
    of: 50,
    complete: true,
  },
};

export const openAnswer: Partial<GradedAnswer> = {
  answer: 'team02',
  marks: {
    items: [
      { id: 'end', what: 'the end state', of: 50, verdict: 'inconclusive', because: 'inconclusive: all stay up' },
    ],
    broken: [],
    total: 0,
    of: 50,
    complete: false,
  },
};
