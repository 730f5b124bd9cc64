import type { Judgement, TextSuggestions } from './judgement';
import type { ItemMark } from './marks';
import { verdictOfPoints, within } from './points';
import type { Rubric, TextItem } from './rubric';

/** What the report is suggested to be worth for an item; nothing where a gate is shut. */
export function textMark(item: TextItem, rubric: Rubric, { text }: Judgement): ItemMark {
  const { id, what, points: of } = item;
  const own = { id, what, of };
  if (!text) return { ...own, verdict: 'not-judged', suggested: 0, because: 'the answer has no report' };
  const found = text.items.get(id);
  if (!found) return { ...own, verdict: 'inconclusive', because: 'the report was not read for it' };
  const quotes = found.quotes ? { quotes: found.quotes } : {};
  const gate = shutGate(rubric, text);
  if (gate) return { ...own, ...quotes, ...gate };
  const suggested = within(found.points, of);
  return { ...own, ...quotes, suggested, verdict: verdictOfPoints(suggested, of), because: found.because };
}

function shutGate(
  { gates = [] }: Rubric,
  text: TextSuggestions,
): Pick<ItemMark, 'verdict' | 'suggested' | 'because'> | undefined {
  for (const { id, what } of gates) {
    const found = text.gates.get(id);
    if (!found) return { verdict: 'inconclusive', because: `the report was not read for ${what}` };
    if (!found.met) return { verdict: 'fail', suggested: 0, because: `the report lacks ${what}: ${found.because}` };
  }
  return undefined;
}
