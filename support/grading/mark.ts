import { BadInput } from '../errors';
import { type BrokenRule, voidingWhole } from './broken-rule';
import type { ConfirmedMark } from './confirmed';
import type { Judgement } from './judgement';
import { endStateMark } from './mark-end-state';
import { textMark } from './mark-text';
import type { ItemMark, ItemVerdict, Marks } from './marks';
import { type JudgedMethod, overlapping } from './methods';
import { hundredths, verdictOfPoints } from './points';
import type { Problem } from './problem';
import { isEndState, type Rubric, type RubricItem } from './rubric';

/**
 * What an answer is worth. A broken rule that voids the whole leaves 0 points for every item; whatever a judge confirmed wins.
 * Throws BadInput for a problem without a rubric.
 */
export function mark(problem: Problem, judgement: Judgement): Marks {
  const { rubric, title } = problem;
  if (!rubric) throw new BadInput({ what: `"${title}" has no rubric`, next: 'write one into its problem.yaml' });
  const broken = [...judgement.broken, ...overlaps(problem, rubric, judgement)];
  const items = rubric.items.map((item) =>
    confirm(voided(marked(item, rubric, { ...judgement, broken }), broken), judgement),
  );
  const sum = items.reduce((total, item) => total + counted(item), 0);
  return {
    items,
    broken,
    total: Math.min(rubric.total, hundredths(sum)),
    of: rubric.total,
    complete: items.every(({ verdict }) => verdict !== 'inconclusive'),
  };
}

/** The marks of an answer that nothing is known of, by no fault of its own: every item is open. */
export function undecided({ items, total: of }: Rubric, because: string): Marks {
  const open = items.map(({ id, what, points }) => ({
    id,
    what,
    of: points,
    verdict: 'inconclusive' as const,
    because,
  }));
  return { items: open, broken: [], total: 0, of, complete: false };
}

/** The points that count so far: confirmed, else automatic, else suggested. */
export function counted({ confirmed, automatic, suggested }: ItemMark): number {
  return confirmed ?? automatic ?? suggested ?? 0;
}

function marked(item: RubricItem, rubric: Rubric, judgement: Judgement): ItemMark {
  return isEndState(item) ? endStateMark(item, judgement) : textMark(item, rubric, judgement);
}

/** Nothing overlaps where nothing passed, so this is known once all is judged. */
function overlaps(problem: Problem, rubric: Rubric, judgement: Judgement): readonly BrokenRule[] {
  if (problem.methods['apart-by'] !== 'kind') return [];
  const judged = judgement.methods.map(({ name, kinds }, index): JudgedMethod => {
    const own = rubric.items.filter(isEndState).filter((item) => (item['end-state'].method ?? 1) === index + 1);
    return { name, kinds, verdict: together(own.map((item) => endStateMark(item, judgement).verdict)) };
  });
  return overlapping(judged);
}

function together(verdicts: readonly ItemVerdict[]): ItemVerdict {
  if (verdicts.length > 0 && verdicts.every((verdict) => verdict === 'pass')) return 'pass';
  if (verdicts.some((verdict) => verdict === 'pass' || verdict === 'partial')) return 'partial';
  return verdicts.includes('inconclusive') ? 'inconclusive' : 'fail';
}

function voided(item: ItemMark, broken: readonly BrokenRule[]): ItemMark {
  const rule = voidingWhole(broken);
  if (!rule) return item;
  const { id, what, of } = item;
  return { id, what, of, verdict: 'fail', automatic: 0, because: `rule ${rule.rule} is broken: ${rule.said}` };
}

function confirm(item: ItemMark, { confirmed }: Judgement): ItemMark {
  const own = confirmed?.get(item.id);
  if (!own) return item;
  return { ...item, confirmed: own.points, verdict: verdictOfPoints(own.points, item.of), because: wordsOf(own) };
}

function wordsOf({ judge, comment }: ConfirmedMark): string {
  return comment === undefined ? `confirmed by ${judge}` : `${judge}: ${comment}`;
}
