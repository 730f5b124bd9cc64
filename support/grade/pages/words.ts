import { counted } from '../../grading/mark';
import type { ItemMark } from '../../grading/marks';
import type { GradedAnswer } from '../gradebook';

/** `50`, `25.5`; a dash where there is no such mark. */
export function pointsWords(points: number | undefined): string {
  return points === undefined ? '–' : String(points);
}

/** `50/50`; a question mark where it is still open, a star where the points are but suggested. */
export function cellWords(item: ItemMark): string {
  if (item.verdict === 'inconclusive') return `?/${item.of}`;
  const onlySuggested = item.confirmed === undefined && item.automatic === undefined && item.suggested !== undefined;
  return `${counted(item)}/${item.of}${onlySuggested ? '*' : ''}`;
}

/** `275/300`; a question mark where items are open. */
export function totalWords({ marks }: Pick<GradedAnswer, 'marks'>): string {
  return `${marks.total}/${marks.of}${marks.complete ? '' : '?'}`;
}

/** The broken rule with where it is broken. */
export function brokenWords({ marks }: Pick<GradedAnswer, 'marks'>): readonly string[] {
  return marks.broken.map(({ rule, file, field, said, voids }) => {
    const where = [file, field].filter(Boolean).join(' ');
    const cost = 'whole' in voids ? 'the whole answer' : voids.method || 'the method';
    return `rule ${rule}${where ? ` (${where})` : ''}: ${said}; 0 points for ${cost}`;
  });
}

/** What a score server that takes prose is told of an answer, a line an item. */
export function commentWords(answer: GradedAnswer): string {
  const { marks, notes } = answer;
  const items = marks.items.map((item) => `${item.what}: ${cellWords(item)}. ${item.because}.`);
  return [...brokenWords(answer), ...items, ...notes.map((note) => `Note: ${note}.`)].join('\n');
}
