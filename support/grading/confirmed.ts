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

/** What a judge's file holds. Published as docs/schemas/confirmed.schema.json. */
export const confirmedSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'confirmed.yaml of Endstate',
  description: "A judge's marks, by the ids of the rubric's items. They win over what was seen and what was suggested.",
  type: ['object', 'null'],
  additionalProperties: {
    ...section('A mark.', { points: { type: 'number', minimum: 0 }, judge: text, comment: text }),
    required: ['points', 'judge'],
  },
};

/** Throws BadInput for an item that the rubric has not, with the nearest one, and for more points than an item is worth. */
export function parseConfirmed(written: string, at: string, { items }: Rubric): Confirmed {
  const marks = parseYaml<Readonly<Record<string, ConfirmedMark>> | null>(written, at, confirmedSchema) ?? {};
  for (const [id, { points }] of Object.entries(marks)) {
    const item = items.find((known) => known.id === id);
    if (!item)
      throw unknownWord(
        `item of the rubric, in ${at},`,
        id,
        items.map((known) => known.id),
      );
    if (points > item.points) {
      const what = `${at}: ${id} is worth ${item.points} points, not ${points}`;
      throw new BadInput({ what, next: `write ${item.points} or less` });
    }
  }
  return new Map(Object.entries(marks));
}
