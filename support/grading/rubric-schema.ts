import { list, name, names, section, text } from './schema-words';

/** What is looked for in a report. Any mapping, until the reader of reports says what it holds. */
const patterns = { type: 'object', description: 'what is looked for in the report' };

const points = { type: 'number', minimum: 0 } as const;
const tags = { ...names, description: 'tags of scenarios, without their @' };

const endState = section('The scenarios of the end state that a method has to pass.', {
  method: {
    type: 'integer',
    minimum: 1,
    description: "which of an answer's methods, counted from 1; the first unless told",
  },
  tags: { ...tags, description: 'scenarios with one of these tags; every scenario of the end state unless told' },
});

const luck = {
  ...section('What passes some scenarios and fails others counts in part.', {
    factor: { type: 'number', exclusiveMinimum: 0, exclusiveMaximum: 1 },
    passes: tags,
    fails: tags,
    'known-as': { ...text, description: 'a solution of this sort, in words' },
  }),
  required: ['factor', 'passes', 'fails'],
};

const scale = {
  ...section('Points by a number that was measured, once the end state is reached. Either steps or linear.', {
    measure: { ...name, description: 'the number by its name: `image-size`' },
    unit: text,
    steps: {
      ...list({
        ...section('A step.', { 'at-most': { type: 'number' }, points }),
        required: ['at-most', 'points'],
      }),
      description: 'from the smallest number to the largest; nothing beyond the last',
    },
    linear: {
      ...section('All points at one number, none at another, a straight line between.', {
        'full-at': { type: 'number' },
        'none-at': { type: 'number' },
      }),
      required: ['full-at', 'none-at'],
    },
  }),
  required: ['measure'],
};

const item = {
  ...section('What gets points: an end state, or a text.', {
    id: name,
    what: text,
    points: { type: 'number', exclusiveMinimum: 0 },
    'end-state': endState,
    luck,
    scale,
    text: patterns,
  }),
  required: ['id', 'what', 'points'],
};

const gate = {
  ...section('What a report has to hold for any of the texts’ points.', { id: name, what: text, text: patterns }),
  required: ['id', 'what', 'text'],
};

/** What a problem is worth. */
export const rubricSchema = {
  ...section('What an answer is worth: the points of the items add up to the total.', {
    total: { type: 'number', exclusiveMinimum: 0 },
    items: list(item),
    gates: list(gate),
  }),
  required: ['total', 'items'],
};
