import { BadInput } from '../errors';

/** Scenarios of the end state, of one of an answer's methods. */
export interface EndState {
  /** Counted from 1; the first unless told. */
  readonly method?: number;
  /** Without their `@`. Scenarios with one of them; every one of the end state unless told. */
  readonly tags?: readonly string[];
}

/** What passes every scenario with a tag of `passes`, and fails only scenarios with one of `fails`, counts in part. */
export interface Luck {
  /** Of the points; between 0 and 1. */
  readonly factor: number;
  readonly passes: readonly string[];
  readonly fails: readonly string[];
  readonly 'known-as'?: string;
}

/** Points by a number that was measured. */
export type Scale = {
  readonly measure: string;
  readonly unit?: string;
} & (
  | { readonly steps: readonly { readonly 'at-most': number; readonly points: number }[]; readonly linear?: never }
  | { readonly linear: { readonly 'full-at': number; readonly 'none-at': number }; readonly steps?: never }
);

interface ItemWords {
  readonly id: string;
  readonly what: string;
  readonly points: number;
}

/** An item that is judged by what was seen. */
export interface EndStateItem extends ItemWords {
  readonly 'end-state': EndState;
  readonly luck?: Luck;
  readonly scale?: Scale;
}

/** An item that the report is read for. */
export interface TextItem extends ItemWords {
  readonly text: object;
}

export type RubricItem = EndStateItem | TextItem;

/** What the report has to hold for any of the text items' points. */
export interface Gate {
  readonly id: string;
  readonly what: string;
  readonly text: object;
}

export interface Rubric {
  readonly total: number;
  readonly items: readonly RubricItem[];
  readonly gates?: readonly Gate[];
}

export function isEndState(item: RubricItem): item is EndStateItem {
  return 'end-state' in item;
}

/** Throws BadInput for what a schema cannot say: sums, names that are there twice, methods that nobody may hand in. */
export function refuseUnsound(rubric: Rubric, methods: number, at: string): void {
  const refuse = (what: string, next: string) => {
    throw new BadInput({ what: `${at}: ${what}`, next });
  };
  const { items, gates = [], total } = rubric;
  const twice = twiceIn([...items, ...gates].map(({ id }) => id));
  if (twice !== undefined) refuse(`"${twice}" is there twice`, 'give each item and each gate a name of its own');
  // A judge's file names the answer beside the items.
  if (items.some(({ id }) => id === 'answer')) refuse('an item is called "answer"', 'give it another name');
  for (const item of items) refuseUnsoundItem(item, methods, refuse);
  const sum = items.reduce((points, item) => points + item.points, 0);
  if (Math.abs(sum - total) > 1e-9) refuse(`the items add up to ${sum}, the total is ${total}`, 'make them agree');
  if (gates.length > 0 && items.every(isEndState))
    refuse('a gate opens nothing', 'add an item with text, or leave it out');
}

type Refuse = (what: string, next: string) => void;

function refuseUnsoundItem(item: RubricItem, methods: number, refuse: Refuse): void {
  const { id } = item;
  if ('end-state' in item === 'text' in item) refuse(`item ${id} is of no sort`, 'give it either end-state or text');
  if (!isEndState(item)) {
    if ('luck' in item || 'scale' in item) refuse(`item ${id} has no end state`, 'luck and scale belong to one');
    return;
  }
  const method = item['end-state'].method ?? 1;
  if (method > methods) refuse(`item ${id} is about method ${method} of ${methods}`, 'raise methods.count');
  if (item.scale) refuseUnsoundScale(item.scale, item, refuse);
}

function refuseUnsoundScale(scale: Scale, { id, points }: ItemWords, refuse: Refuse): void {
  if (!scale.steps === !scale.linear) refuse(`the scale of item ${id} is of no sort`, 'give it either steps or linear');
  if (scale.linear && scale.linear['full-at'] === scale.linear['none-at'])
    refuse(`the scale of item ${id} is no line`, 'let full-at and none-at differ');
  const steps = scale.steps ?? [];
  if (steps.some((step) => step.points > points))
    refuse(`a step of item ${id} is worth more than its ${points} points`, 'lower the step');
  const falls = steps.every((step, index) => {
    const before = steps[index - 1];
    return before === undefined || (before['at-most'] < step['at-most'] && before.points >= step.points);
  });
  if (!falls) refuse(`the steps of item ${id} are out of order`, 'let numbers rise and points fall');
}

/** The first that is there twice. */
export function twiceIn(ids: readonly string[]): string | undefined {
  return ids.find((id, index) => ids.indexOf(id) !== index);
}
