import { voidingMethod } from './broken-rule';
import { isWholeJob, type Judgement, type Measure, type ScenarioVerdict } from './judgement';
import type { ItemMark } from './marks';
import { hundredths, scaled, verdictOfPoints } from './points';
import type { EndStateItem, Luck, Scale } from './rubric';

type Mark = Pick<ItemMark, 'verdict' | 'automatic' | 'because' | 'evidence'>;

/** What a method is worth by what was seen of it. */
export function endStateMark(item: EndStateItem, judgement: Judgement): ItemMark {
  const { id, what, points: of } = item;
  return { id, what, of, ...markOf(item, judgement) };
}

function markOf(item: EndStateItem, judgement: Judgement): Mark {
  const number = item['end-state'].method ?? 1;
  const method = judgement.methods[number - 1]?.name;
  if (method === undefined)
    return { verdict: 'not-judged', automatic: 0, because: `the answer has no method ${number}` };
  const rule = voidingMethod(judgement.broken, method);
  if (rule) return { verdict: 'fail', automatic: 0, because: `rule ${rule.rule} is broken: ${rule.said}` };
  const scenarios = judgement.scenarios.filter(
    (seen) => seen.method === method && (isWholeJob(seen) || isAbout(seen, item['end-state'].tags)),
  );
  const seen = byScenarios(item, scenarios);
  const measured = (judgement.measures ?? []).filter(
    (own) => own.method === method && own.measure === item.scale?.measure && isAbout(own, item['end-state'].tags),
  );
  return item.scale && seen.verdict === 'pass' ? byScale(item.scale, item, measured) : seen;
}

function isAbout(seen: Pick<ScenarioVerdict, 'tags'>, tags: readonly string[] | undefined): boolean {
  return tags === undefined || tags.some((tag) => seen.tags.includes(`@${tag}`));
}

function byScenarios({ points, luck }: EndStateItem, scenarios: readonly ScenarioVerdict[]): Mark {
  const failed = scenarios.filter(({ verdict }) => verdict === 'fail');
  const open = scenarios.filter(({ verdict }) => verdict === 'inconclusive');
  if (scenarios.length === 0) return { verdict: 'inconclusive', because: 'no scenario was judged' };
  if (failed.length > 0) return luck ? byLuck(luck, points, scenarios, failed) : fail(failed);
  if (open.length > 0) return inconclusive(open);
  return { verdict: 'pass', automatic: points, because: `passed: ${namesOf(scenarios)}`, ...evidenceOf(scenarios) };
}

/** Something failed. What is known to fail elsewhere too is no luck; what may yet pass there may be. */
function byLuck(
  luck: Luck,
  points: number,
  scenarios: readonly ScenarioVerdict[],
  failed: readonly ScenarioVerdict[],
): Mark {
  const asked = scenarios.filter((seen) => isAbout(seen, luck.passes));
  if (failed.some((seen) => asked.includes(seen) || !isAbout(seen, luck.fails))) return fail(failed);
  // Nothing but what luck fails has failed; the rest has to pass.
  const others = scenarios.filter((seen) => !isAbout(seen, luck.fails));
  const open = others.filter(({ verdict }) => verdict === 'inconclusive');
  if (open.length > 0) return inconclusive(open);
  if (asked.length === 0)
    return { verdict: 'inconclusive', because: `no scenario is tagged ${luck.passes.join(' or ')}` };
  const because = `luck: ${namesOf(asked)} passed, ${namesOf(failed)} failed`;
  return { verdict: 'partial', automatic: hundredths(points * luck.factor), because, ...evidenceOf(failed) };
}

function fail(failed: readonly ScenarioVerdict[]): Mark {
  return { verdict: 'fail', automatic: 0, because: `failed: ${namesOf(failed)}`, ...evidenceOf(failed) };
}

function inconclusive(open: readonly ScenarioVerdict[]): Mark {
  return { verdict: 'inconclusive', because: `inconclusive: ${namesOf(open)}`, ...evidenceOf(open) };
}

function byScale(scale: Scale, { points }: EndStateItem, measured: readonly Measure[]): Mark {
  const { measure, unit } = scale;
  const [found] = measured;
  if (!found || measured.some(({ value }) => !Number.isFinite(value)))
    return { verdict: 'inconclusive', because: `${measure} was not measured` };
  const differs = measured.some(({ value }) => value !== found.value);
  if (differs)
    return { verdict: 'inconclusive', because: `${measure} is ${valuesOf(measured)}`, ...evidenceOf(measured) };
  const automatic = scaled(scale, found.value, points);
  const because = `${measure} is ${[found.value, unit].filter((word) => word !== undefined).join(' ')}`;
  return { verdict: verdictOfPoints(automatic, points), automatic, because, ...evidenceOf([found]) };
}

const valuesOf = (measured: readonly Measure[]) =>
  measured.map(({ value, scenario }) => `${value} in "${scenario}"`).join(', ');

function namesOf(scenarios: readonly ScenarioVerdict[]): string {
  const names = scenarios.map(({ scenario, again }) => (again ? `${scenario} (${again})` : scenario));
  return [...new Set(names)].join('; ');
}

function evidenceOf(seen: readonly { readonly evidence?: string }[]): Pick<ItemMark, 'evidence'> {
  const evidence = seen.find((one) => one.evidence !== undefined)?.evidence;
  return evidence === undefined ? {} : { evidence };
}
