const text = { type: 'string' } as const;
const number = { type: 'number' } as const;
const list = (items: object) => ({ type: 'array', items }) as const;

function object(properties: Readonly<Record<string, object>>, optional: Readonly<Record<string, object>> = {}) {
  return { type: 'object', required: Object.keys(properties), properties: { ...properties, ...optional } } as const;
}

const time = { type: 'string', pattern: '^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z$' } as const;
// It becomes a folder's name.
const name = { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]*$', maxLength: 100 } as const;
const part = { type: 'integer', minimum: 1 } as const;

const failure = object(
  {
    kind: { enum: ['mismatch', 'inconclusive', 'bad-input', 'unsupported', 'not-applicable', 'defect'] },
    step: text,
    explanation: object({ what: text }, { last: text, next: text }),
  },
  { outcome: text, lacking: { const: true } },
);

const lab = object({
  id: text,
  provider: text,
  spec: object({ kubernetes: text, workers: number, cni: text, kubeProxy: text }),
  provenance: list(object({ name: text, version: text, source: text }, { detail: text })),
});

const test = object(
  { name: text, outcome: { enum: ['passed', 'failed', 'skipped', 'unfinished'] }, durationMs: number },
  { reason: text },
);

const rollOuts = object({
  wanted: number,
  held: number,
  seed: number,
  seen: list(object({ placement: text, times: number })),
});

const cell = object({ id: name, provider: text, kubernetes: text, cni: text, 'kube-proxy': text });

const scenario = object(
  {
    label: text,
    feature: text,
    uri: text,
    line: number,
    name: text,
    tags: list(text),
    outcome: { enum: ['pass', 'fail', 'inconclusive', 'skip', 'bad-input'] },
    startedAt: time,
    durationMs: number,
    steps: list(object({ text, status: { enum: ['passed', 'failed', 'not-run'] }, durationMs: number })),
    rerun: text,
    warnings: list(text),
  },
  {
    cell,
    failure,
    lab,
    evidence: object({ index: text, missing: list(text) }),
    suites: list(object({ title: text, tests: list(test), log: text })),
    measures: list(object({ measure: text, value: number, unit: text })),
    rollOuts: list(rollOuts),
  },
);

/** What the pages of a merge rely on; more is let through, for files of a later version. */
export const resultsSchema = (format: number) =>
  object(
    { format: { const: format }, startedAt: time, wallMs: number, scenarios: { ...list(scenario), minItems: 1 } },
    { cell, shard: object({ index: part, count: part }) },
  );
