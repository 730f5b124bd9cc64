const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const list = (items: object) => ({ type: 'array', items }) as const;
const object = (required: readonly string[], properties: object) =>
  ({
    type: 'object',
    required,
    properties: { ...Object.fromEntries(required.map((key) => [key, {}])), ...properties },
  }) as const;

const item = object(['id', 'what', 'of', 'verdict', 'because'], {
  id: text,
  what: text,
  of: number,
  verdict: { enum: ['pass', 'partial', 'fail', 'inconclusive', 'not-judged'] },
  automatic: { ...number, description: 'from what was seen' },
  suggested: { ...number, description: 'from what the report says' },
  confirmed: { ...number, description: 'by a judge: the last of the three that is there counts' },
  because: text,
  evidence: { ...text, description: 'relative to the folder of the marks' },
  quotes: list(object(['line', 'sentence'], { line: number, sentence: text })),
});

const broken = object(['rule', 'said', 'voids'], {
  rule: text,
  file: text,
  field: text,
  said: text,
  voids: { type: 'object' },
});

const answer = object(['answer', 'hash', 'marks', 'notes', 'tookMs'], {
  answer: text,
  hash: { ...text, description: 'SHA-256 of its files; empty for one that was not read' },
  marks: object(['items', 'broken', 'total', 'of', 'complete'], {
    items: list(item),
    broken: list(broken),
    total: number,
    of: number,
    complete: { type: 'boolean', description: 'no item is inconclusive' },
  }),
  notes: list(text),
  tookMs: number,
  report: { ...text, description: 'relative to the folder of the marks' },
});

/** What a marks.json holds: for merging, and for programs that take marks over. */
export const marksSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'marks.json: answers to one problem and what they are worth (endstate grade, endstate merge)',
  ...object(
    ['format', 'title', 'problemHash', 'endstate', 'startedAt', 'wallMs', 'answers', 'unjudged', 'notes', 'remarks'],
    {
      format: { const: 1 },
      title: text,
      problemHash: { ...text, description: 'SHA-256 of all of the problem that marks are made of, the tags included' },
      endstate: { ...text, description: 'which Endstate gave the verdicts: its version, and a digest of its sources' },
      startedAt: { ...text, pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$' },
      wallMs: number,
      answers: list(answer),
      unjudged: { ...list(text), description: 'names of answers that should be here' },
      notes: list(text),
      remarks: { ...list(text), description: 'of the command that wrote it alone' },
    },
  ),
} as const;
