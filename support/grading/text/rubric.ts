import { BadInput } from '../../errors';
import { unknownWord } from '../../nearest';
import { refuseInvalid } from '../../schema';
import { type Speller, shortestName, spellerOf } from './spelling';
import type { VersionWanted } from './versions';
import { type Word, type WordList, wordList } from './words';

/**
 * What a sentence has to hold. A list's name: one of its words, as a fact. `not`: one that is said not to be. `named`: one, whatever
 * is said of it. `never`: none at all. `one-of`: one of these.
 */
export type Pattern =
  | string
  | { readonly not: string }
  | { readonly named: string }
  | { readonly never: string }
  | { readonly version: VersionWanted }
  | { readonly 'one-of': readonly Pattern[] };

/** Patterns that have to hold together. */
export interface Alternative {
  readonly all: readonly Pattern[];
  /** In how many sentences in a row of one section. */
  readonly within: number;
  /** Of the item's, where this is not the whole of it. */
  readonly points?: number;
}

/** Something that a report has to say. */
export interface TextItem {
  readonly id: string;
  readonly what: string;
  readonly points: number;
  /** Commands in blocks of code count too, where they are not the problem's own. */
  readonly code: boolean;
  readonly any: readonly Alternative[];
}

/** Something without which no item is worth anything. */
export type TextGate = Omit<TextItem, 'points'>;

/** What is marked in a problem's reports, ready to be used. */
export interface TextRubric {
  /** The lists of names of products that have versions. */
  readonly products: readonly string[];
  readonly lists: readonly WordList[];
  /** Puts misspelt names right. */
  readonly respelt: Speller;
  readonly gates: readonly TextGate[];
  readonly items: readonly TextItem[];
}

const name = { type: 'string', pattern: '^[a-z][a-z0-9-]*$' } as const;
const sentence = { type: 'string', minLength: 1 } as const;
const version = { type: 'string', pattern: '^\\d{1,3}\\.\\d{1,3}(\\.\\d{1,4})?$' } as const;
const points = { type: 'number', exclusiveMinimum: 0 } as const;
const object = <P extends object>(properties: P, required: readonly string[]) =>
  ({ type: 'object', additionalProperties: false, properties, required }) as const;

const pattern = {
  anyOf: [
    name,
    object({ not: name }, ['not']),
    object({ named: name }, ['named']),
    object({ never: name }, ['never']),
    object(
      {
        version: {
          ...object({ of: name, is: version, before: version, with: version, from: version }, ['of']),
          oneOf: [{ required: ['is'] }, { required: ['from'] }, { required: ['before', 'with'] }],
        },
      },
      ['version'],
    ),
    object({ 'one-of': { type: 'array', minItems: 2, items: { $ref: '#/definitions/pattern' } } }, ['one-of']),
  ],
} as const;

const alternative = {
  anyOf: [
    { type: 'array', minItems: 1, items: { $ref: '#/definitions/pattern' } },
    object(
      {
        all: { type: 'array', minItems: 1, items: { $ref: '#/definitions/pattern' } },
        within: { type: 'integer', minimum: 1, maximum: 5 },
        points,
      },
      ['all'],
    ),
  ],
} as const;

const claim = {
  id: name,
  what: sentence,
  code: { type: 'boolean' },
  any: { type: 'array', minItems: 1, items: alternative },
} as const;

/** JSON Schema of a text rubric, to stand by itself or within a problem's: it has an `$id` to which its references are. */
export const textRubricSchema = {
  $id: 'urn:endstate:text-rubric',
  ...object(
    {
      products: { type: 'array', items: name, uniqueItems: true },
      names: {
        type: 'array',
        items: { type: 'string', pattern: '^[A-Za-z][A-Za-z _-]*$', minLength: shortestName, maxLength: 40 },
        uniqueItems: true,
      },
      words: {
        type: 'object',
        propertyNames: name,
        additionalProperties: {
          type: 'array',
          minItems: 1,
          items: { anyOf: [sentence, object({ regex: { type: 'string', minLength: 1, maxLength: 300 } }, ['regex'])] },
        },
      },
      gates: { type: 'array', items: object(claim, ['id', 'what', 'any']) },
      items: { type: 'array', minItems: 1, items: object({ ...claim, points }, ['id', 'what', 'points', 'any']) },
    },
    ['words', 'items'],
  ),
  definitions: { pattern },
} as const;

type WrittenAlternative = readonly Pattern[] | { all: readonly Pattern[]; within?: number; points?: number };
type WrittenItem = Omit<TextItem, 'any' | 'code'> & { code?: boolean; any: readonly WrittenAlternative[] };

interface Written {
  readonly products?: readonly string[];
  readonly names?: readonly string[];
  readonly words: Readonly<Record<string, readonly Word[]>>;
  readonly gates?: readonly WrittenItem[];
  readonly items: readonly WrittenItem[];
}

/**
 * Reads a text rubric.
 * @param path whence it is, for messages
 * @param value its YAML, parsed
 * @throws BadInput where it is not what {@link textRubricSchema} says, names a list that is not there, has an id twice, an
 * alternative that is worth more than its item, or an expression that is not bounded
 */
export function textRubric(path: string, value: unknown): TextRubric {
  refuseInvalid(path, textRubricSchema, value);
  const { products = [], names = [], words, gates = [], items } = value as Written;
  const rubric = {
    products,
    lists: Object.entries(words).map(([list, own]) => wordList(list, own)),
    respelt: spellerOf(names),
    gates: gates.map(compiled),
    items: items.map(compiled),
  };
  refuseUnsound(path, rubric);
  return rubric;
}

function compiled({ code = false, any, ...rest }: WrittenItem): TextItem {
  return {
    ...rest,
    code,
    any: any.map((written) => ({ within: 1, ...('all' in written ? written : { all: written }) })),
  };
}

function refuseUnsound(path: string, { products, lists, gates, items }: TextRubric): void {
  const known = lists.map((list) => list.name);
  const patterns = [...gates, ...items].flatMap(({ any }) => any.flatMap(({ all }) => all));
  for (const list of [...products, ...patterns.flatMap(listsOf)]) {
    if (!known.includes(list)) throw unknownWord(`list of words in ${path}`, list, known);
  }
  const ids = [...gates, ...items].map(({ id }) => id);
  const twice = ids.find((id, at) => ids.indexOf(id) < at);
  if (twice)
    throw new BadInput({
      what: `${path} has the id "${twice}" twice`,
      next: 'give each gate and item an id of its own',
    });
  for (const { id, points: most, any } of items) {
    const worth = any.find((written) => (written.points ?? 0) > most)?.points;
    if (worth)
      throw new BadInput({
        what: `${path}: an alternative of "${id}" is worth ${worth} of ${most} points`,
        next: "at most the item's own",
      });
  }
}

function listsOf(written: Pattern): readonly string[] {
  if (typeof written === 'string') return [written];
  if ('not' in written) return [written.not];
  if ('named' in written) return [written.named];
  if ('never' in written) return [written.never];
  if ('version' in written) return [written.version.of];
  return written['one-of'].flatMap(listsOf);
}
