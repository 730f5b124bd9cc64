import { BadInput } from '../errors';
import { unknownWord } from '../nearest';
import { parseYaml } from '../schema';
import type { Rubric } from './rubric';
import { section, text } from './schema-words';

/** What a judge gives an item. */
export interface ConfirmedMark {
  readonly points: number;
  readonly judge: string;
  readonly comment?: string;
}

/** A judge's marks by the ids of the items. */
export type Confirmed = ReadonlyMap<string, ConfirmedMark>;

/** What a judge's file says. */
export interface ConfirmedFile {
  /** SHA-256 of the answer that the marks are of: they are no other's, whatever it is called. Empty where there are no marks. */
  readonly answer: string;
  readonly marks: Confirmed;
}

/** What a judge's file holds. Published as docs/schemas/confirmed.schema.json. */
export const confirmedSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'confirmed.yaml of Endstate',
  description: "A judge's marks, by the ids of the rubric's items. They win over what was seen and what was suggested.",
  type: ['object', 'null'],
  properties: {
    answer: {
      type: 'string',
      pattern: '^[0-9a-f]{64}$',
      description: 'the SHA-256 of the answer, as grade shows it; has to be there where marks are',
    },
  },
  additionalProperties: {
    ...section('A mark.', { points: { type: 'number', minimum: 0 }, judge: text, comment: text }),
    required: ['points', 'judge'],
  },
};

/**
 * Throws BadInput for an item that the rubric has not, with the nearest one, for more points than an item is worth, and for marks
 * that do not say whose they are. `hash`: of the answer that is there now; empty where it was not read.
 */
export function parseConfirmed(written: string, at: string, { items }: Rubric, hash: string): ConfirmedFile {
  const { answer = '', ...marks } = parseYaml<Written | null>(written, at, confirmedSchema) ?? {};
  const ids = items.map(({ id }) => id);
  for (const [id, { points }] of Object.entries(marks)) {
    const item = items.find((known) => known.id === id);
    if (!item) throw unknownWord(`item of the rubric, in ${at},`, id, ids);
    if (points > item.points) {
      const what = `${at}: ${id} is worth ${item.points} points, not ${points}`;
      throw new BadInput({ what, next: `write ${item.points} or less` });
    }
  }
  if (answer === '' && Object.keys(marks).length > 0) {
    const next = hash ? `write "answer: ${hash}", if they are of what is there now` : 'write "answer: <its SHA-256>"';
    throw new BadInput({ what: `${at} does not say which answer its marks are of`, next });
  }
  return { answer, marks: new Map(Object.entries(marks)) };
}

type Written = { readonly answer?: string } & Readonly<{ [id: string]: ConfirmedMark }>;
