import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../errors';
import { type Confirmed, parseConfirmed } from './confirmed';
import { type Judgement, measuresOf, type ScenarioVerdict, type TextSuggestions } from './judgement';
import { counted, mark } from './mark';
import type { Marks } from './marks';
import { parseProblem } from './problem';
import type { Rubric } from './rubric';
import { problemFolder } from './testdata/folders';
import { random } from './testdata/random';

const wol = problemFolder('ictsc2023-wol').problem;
const ids = ['first-method', 'second-method', 'kube-proxy-replaced', 'policy-not-implemented'] as const;

type Word = ScenarioVerdict['verdict'];

/** The scenarios of one method, as WOL has them. */
function scenarios(method: string, asApplied: Word, placements: Word): readonly ScenarioVerdict[] {
  const seen = (tag: string, verdict: Word) => ({
    method,
    scenario: tag,
    tags: ['@end', `@${tag}`],
    verdict,
    evidence: `evidence/${tag}`,
  });
  return [seen('as-applied', asApplied), seen('placements', placements)];
}

const text = (points: number, met = true): TextSuggestions => ({
  items: new Map(ids.slice(2).map((id) => [id, { points, because: 'said' }])),
  gates: new Map([['kubernetes-version', { met, because: 'no number' }]]),
});

const methods = [
  { name: 'fix-1', kinds: ['Service'] },
  { name: 'fix-2', kinds: ['Deployment.apps'] },
];

const right: Judgement = {
  methods,
  broken: [],
  scenarios: [...scenarios('fix-1', 'pass', 'pass'), ...scenarios('fix-2', 'pass', 'pass')],
  text: text(100),
};

const points = (marks: Marks) => marks.items.map((item) => counted(item));
const words = (marks: Marks) => marks.items.map(({ verdict }) => verdict);

test('all of it right: all points, three of them in columns of their own', () => {
  const marks = mark(wol, right);
  assert.deepEqual([marks.total, marks.of, marks.complete], [300, 300, true]);
  assert.deepEqual(
    marks.items.map(({ automatic, suggested }) => [automatic, suggested]),
    [
      [50, undefined],
      [50, undefined],
      [undefined, 100],
      [undefined, 100],
    ],
  );
});

/** What a method's two scenarios come to: verdict, points. */
const byLuck: readonly [Word, Word, string, number | undefined][] = [
  ['pass', 'pass', 'pass', 50],
  ['pass', 'fail', 'partial', 25],
  ['fail', 'pass', 'fail', 0],
  ['fail', 'fail', 'fail', 0],
  ['fail', 'inconclusive', 'fail', 0],
  ['pass', 'inconclusive', 'inconclusive', undefined],
  ['inconclusive', 'pass', 'inconclusive', undefined],
  ['inconclusive', 'fail', 'inconclusive', undefined],
];

for (const [asApplied, placements, verdict, automatic] of byLuck) {
  test(`as applied ${asApplied}, in placements ${placements}: ${verdict}`, () => {
    const marks = mark(wol, {
      ...right,
      scenarios: [...scenarios('fix-1', asApplied, placements), ...scenarios('fix-2', 'pass', 'pass')],
    });
    assert.equal(marks.items[0]?.verdict, verdict);
    assert.equal(marks.items[0]?.automatic, automatic);
    assert.equal(marks.complete, verdict !== 'inconclusive');
  });
}

test('luck that nothing could show is inconclusive', () => {
  const [, placements] = scenarios('fix-1', 'pass', 'fail');
  const marks = mark(wol, { ...right, scenarios: [placements as ScenarioVerdict] });
  assert.match(marks.items[0]?.because ?? '', /no scenario is tagged as-applied/);
  assert.deepEqual([marks.items[0]?.verdict, marks.complete], ['inconclusive', false]);
});

test('what is inconclusive is named, has no points, and leaves the marks incomplete', () => {
  const marks = mark(wol, { ...right, scenarios: scenarios('fix-1', 'pass', 'inconclusive') });
  assert.deepEqual(words(marks).slice(0, 2), ['inconclusive', 'inconclusive']);
  assert.match(marks.items[0]?.because ?? '', /inconclusive: placements/);
  assert.match(marks.items[1]?.because ?? '', /no scenario was judged/);
  assert.equal(marks.items[0]?.evidence, 'evidence/placements');
  assert.deepEqual([marks.total, marks.complete], [200, false]);
});

test('a job that ended before its first scenario is of every item: too few scenarios are no full points', () => {
  const whole = { method: 'fix-1', scenario: 'the whole job', tags: [], verdict: 'inconclusive' } as const;
  const tagged = parseProblem(
    'title: x\nrubric: { total: 50, items: [{ id: i, what: w, points: 50, end-state: { tags: [placements] } }] }',
    'problem.yaml',
  );
  const judged = (problem: typeof wol, word: Word) =>
    mark(problem, {
      methods: methods.slice(0, 1),
      broken: [],
      scenarios: [...scenarios('fix-1', 'pass', word), whole],
    });
  assert.match(judged(tagged, 'pass').items[0]?.because ?? '', /^inconclusive: the whole job$/);
  assert.equal(judged(wol, 'fail').items[0]?.verdict, 'inconclusive');
});

test('a method that the answer has not is 0 points and complete', () => {
  const marks = mark(wol, { ...right, methods: methods.slice(0, 1) });
  assert.deepEqual([marks.total, marks.complete, marks.items[1]?.verdict], [250, true, 'not-judged']);
});

const sameKind = methods.map((method) => ({ ...method, kinds: ['Deployment.apps', 'Service'] }));

/** Verdicts of two methods that change the same kind, as applied and in placements: points of each. */
const overlaps: readonly [readonly [Word, Word], readonly [Word, Word], readonly number[]][] = [
  [
    ['pass', 'pass'],
    ['pass', 'pass'],
    [50, 0],
  ],
  [
    ['fail', 'fail'],
    ['pass', 'pass'],
    [0, 50],
  ],
  [
    ['pass', 'fail'],
    ['pass', 'pass'],
    [0, 50],
  ],
  [
    ['pass', 'fail'],
    ['pass', 'fail'],
    [25, 0],
  ],
  [
    ['pass', 'pass'],
    ['fail', 'fail'],
    [50, 0],
  ],
  [
    ['inconclusive', 'pass'],
    ['pass', 'pass'],
    [0, 50],
  ],
];

for (const [first, second, expected] of overlaps) {
  test(`of two methods of one kind, ${first} and ${second}, the first that passes counts`, () => {
    const marks = mark(wol, {
      ...right,
      methods: sameKind,
      scenarios: [...scenarios('fix-1', ...first), ...scenarios('fix-2', ...second)],
    });
    assert.deepEqual(points(marks).slice(0, 2), expected);
    assert.equal(marks.broken.length, first.includes('pass') && first[0] === 'pass' && second[0] === 'pass' ? 1 : 0);
    assert.equal(marks.complete, !first.includes('inconclusive'));
  });
}

test('methods of other kinds both count, and so do those of one kind where nothing sets them apart', () => {
  assert.deepEqual(mark(wol, right).broken, []);
  const marks = mark({ ...wol, methods: { count: 2 } }, { ...right, methods: sameKind });
  assert.deepEqual([marks.total, marks.broken], [300, []]);
});

test('a rule that voids a method leaves the other one and the text', () => {
  const broken = [{ rule: 'unreadable-manifest', said: 'x', voids: { method: 'fix-1' } }];
  const marks = mark(wol, { ...right, broken, scenarios: scenarios('fix-2', 'pass', 'pass') });
  assert.deepEqual(points(marks), [0, 50, 100, 100]);
  assert.equal(marks.complete, true);
});

test('any other rule leaves nothing, and is named by every item', () => {
  const broken = [{ rule: 'containers', said: 'the image', voids: { whole: true } } as const];
  const marks = mark(wol, { ...right, broken, scenarios: [] });
  assert.deepEqual([marks.total, marks.complete, points(marks)], [0, true, [0, 0, 0, 0]]);
  for (const { because } of marks.items) assert.equal(because, 'rule containers is broken: the image');
});

test('a gate that is shut leaves nothing of the texts', () => {
  const marks = mark(wol, { ...right, text: text(100, false) });
  assert.deepEqual([marks.total, words(marks)], [100, ['pass', 'pass', 'fail', 'fail']]);
  assert.match(marks.items[2]?.because ?? '', /lacks the Kubernetes version .*: no number/);
});

test('without a report there is nothing to judge; one that was not read is inconclusive', () => {
  const { text: _, ...silent } = right;
  assert.deepEqual(words(mark(wol, silent)).slice(2), ['not-judged', 'not-judged']);
  const unread = mark(wol, { ...right, text: { items: new Map(), gates: new Map() } });
  assert.deepEqual([words(unread)[2], unread.complete], ['inconclusive', false]);
});

test('a judge has the last word, over a broken rule and over what is inconclusive too', () => {
  const confirmed: Confirmed = new Map([
    ['kube-proxy-replaced', { points: 80, judge: 'ito', comment: 'half of it' }],
    ['first-method', { points: 50, judge: 'ito' }],
  ]);
  const marks = mark(wol, { ...right, scenarios: scenarios('fix-2', 'pass', 'pass'), confirmed });
  assert.deepEqual([marks.total, marks.complete], [280, true]);
  const [first, , third] = marks.items;
  assert.deepEqual([first?.confirmed, first?.automatic, first?.verdict], [50, undefined, 'pass']);
  assert.deepEqual(
    [third?.confirmed, third?.suggested, third?.verdict, third?.because],
    [80, 100, 'partial', 'ito: half of it'],
  );
  const broken = [{ rule: 'containers', said: 'x', voids: { whole: true } } as const];
  assert.equal(mark(wol, { ...right, broken, confirmed }).total, 130);
});

const hash = 'a'.repeat(64);
const file = (written: string) => parseConfirmed(written, 'confirmed.yaml', wol.rubric as Rubric, hash);
const refused: readonly [string, RegExp][] = [
  [
    'kube-proxy-replace: { points: 1, judge: a }',
    /unknown item of the rubric, in confirmed\.yaml, "kube-proxy-replace"[\s\S]*kube-proxy-replaced/,
  ],
  ['first-method: { points: 51, judge: a }', /worth 50 points, not 51[\s\S]*write 50 or less/],
  ['first-method: { points: -1, judge: a }', /points must be >= 0/],
  ['first-method: { points: .nan, judge: a }', /points must be number/],
  ['first-method: { points: 1 }', /required property 'judge'/],
  ['first-method: { points: 1, judge: a, coment: b }', /did you mean "comment"/],
  ['first-method: { points: 1, judge: a }', /does not say which answer[\s\S]*write "answer: a{64}"/],
  ['answer: abc', /answer must match pattern/],
  ['[', /is no YAML/],
];

for (const [written, expected] of refused) {
  test(`a judge's file is refused: ${written}`, () => {
    assert.throws(
      () => file(written),
      (error) => error instanceof BadInput && expected.test(error.message),
    );
  });
}

test('a judge’s file holds marks by items; an empty one holds none', () => {
  assert.deepEqual(
    [...file(`answer: ${hash}\nfirst-method: { points: 10.5, judge: a, comment: b }`).marks],
    [['first-method', { points: 10.5, judge: 'a', comment: 'b' }]],
  );
  assert.equal(file('').marks.size, 0);
  assert.equal(file('# none yet\n').marks.size, 0);
});

test('a problem without a rubric has no marks', () => {
  assert.throws(() => mark(parseProblem('title: x', 'problem.yaml'), right), BadInput);
});

const diet = (scale: string) =>
  parseProblem(
    `title: x\nrubric: { total: 100, items: [{ id: size, what: w, points: 100, end-state: {}, scale: { measure: size, unit: MB, ${scale} } }] }`,
    'problem.yaml',
  );
const sized = (value: number, verdict: Word = 'pass'): Judgement => ({
  methods: [{ name: '', kinds: [] }],
  broken: [],
  scenarios: [{ method: '', scenario: 'hashes', tags: ['@end'], verdict }],
  measures: [{ method: '', scenario: 'hashes', tags: ['@end'], measure: 'size', value }],
});

test('a number is worth points by steps, or along a line, once the end state is reached', () => {
  const steps = diet('steps: [{ at-most: 10, points: 100 }, { at-most: 50, points: 60 }]');
  const linear = diet('linear: { full-at: 10, none-at: 40 }');
  const worth = (problem: typeof steps, value: number) => mark(problem, sized(value)).total;
  assert.deepEqual(
    [3, 10, 10.1, 50, 51].map((value) => worth(steps, value)),
    [100, 100, 60, 60, 0],
  );
  assert.deepEqual(
    [3, 10, 20, 39, 40, 900].map((value) => worth(linear, value)),
    [100, 100, 66.67, 3.33, 0, 0],
  );
  assert.equal(mark(steps, sized(3, 'fail')).total, 0);
  const { measures: _, ...unmeasured } = sized(3);
  assert.equal(mark(steps, unmeasured).complete, false);
  assert.equal(mark(steps, sized(Number.NaN)).complete, false);
});

test('what a scenario has measured is its method’s', () => {
  const [seen] = scenarios('fix-1', 'pass', 'pass');
  const measured = { ...(seen as ScenarioVerdict), measures: [{ measure: 'size', value: 3 }] };
  assert.deepEqual(measuresOf([measured, ...scenarios('fix-2', 'pass', 'fail')]), [
    {
      ...{ method: 'fix-1', scenario: 'as-applied', tags: ['@end', '@as-applied'] },
      ...{ measure: 'size', value: 3, evidence: 'evidence/as-applied' },
    },
  ]);
  assert.deepEqual(measuresOf([{ ...measured, verdict: 'fail' }]), []);
});

test('a scale takes what the scenarios of its item have measured, and two values are none', () => {
  const scaled = (endState: string) =>
    parseProblem(
      `title: x\nrubric: { total: 100, items: [{ id: size, what: w, points: 100, end-state: ${endState}, scale: { measure: size, linear: { full-at: 10, none-at: 40 } } }] }`,
      'problem.yaml',
    );
  const verdicts = (small: number, large: number) => {
    const [one, other] = scenarios('fix-1', 'pass', 'pass') as [ScenarioVerdict, ScenarioVerdict];
    return [
      { ...other, measures: [{ measure: 'size', value: large }] },
      { ...one, measures: [{ measure: 'size', value: small }] },
    ];
  };
  const item = (endState: string, small: number, large: number) => {
    const seen = verdicts(small, large);
    const judgement = { methods: methods.slice(0, 1), broken: [], scenarios: seen, measures: measuresOf(seen) };
    return mark(scaled(endState), judgement).items[0];
  };
  assert.equal(item('{ tags: [as-applied] }', 10, 40)?.automatic, 100);
  assert.equal(item('{ tags: [placements] }', 10, 40)?.automatic, 0);
  assert.equal(item('{}', 10, 10)?.automatic, 100);
  const both = item('{}', 10, 40);
  assert.deepEqual(
    [both?.verdict, both?.automatic, both?.because],
    ['inconclusive', undefined, 'size is 40 in "placements", 10 in "as-applied"'],
  );
});

/** A judgement of which every part is left to chance. */
function anyJudgement(seed: number): Judgement {
  const { one, some, next } = random(seed);
  const verdicts: readonly Word[] = ['pass', 'fail', 'inconclusive'];
  const kinds = ['Service', 'Deployment.apps', 'Pod'];
  const handedIn = some(['fix-1', 'fix-2']);
  const broken = next() < 0.1 ? [{ rule: 'containers', said: 'x', voids: { whole: true } } as const] : [];
  const voids = some(handedIn).slice(0, next() < 0.2 ? 1 : 0);
  return {
    methods: handedIn.map((name) => ({ name, kinds: some(kinds) })),
    broken: [...broken, ...voids.map((method) => ({ rule: 'unreadable-manifest', said: 'x', voids: { method } }))],
    scenarios: some(handedIn.flatMap((name) => scenarios(name, one(verdicts), one(verdicts)))),
    ...(next() < 0.8
      ? {
          text: {
            items: new Map(some(ids.slice(2)).map((id) => [id, { points: next() * 300 - 100, because: 'x' }])),
            gates: new Map(some(['kubernetes-version']).map((id) => [id, { met: next() < 0.7, because: 'x' }])),
          },
        }
      : {}),
    confirmed: new Map(next() < 0.3 ? some(ids).map((id) => [id, { points: next() * 50, judge: 'a' }]) : []),
  };
}

const seeds = Array.from({ length: 2000 }, (_, seed) => seed);

test('marks are never negative, nor above what there is to get, and the total is their sum', () => {
  for (const seed of seeds) {
    const marks = mark(wol, anyJudgement(seed));
    for (const item of marks.items) assert.ok(counted(item) >= 0 && counted(item) <= item.of, `seed ${seed}`);
    const sum = points(marks).reduce((total, own) => total + own, 0);
    assert.ok(Math.abs(marks.total - sum) < 0.006 && marks.total >= 0 && marks.total <= marks.of, `seed ${seed}`);
    const open = marks.items.filter(({ verdict }) => verdict === 'inconclusive');
    assert.equal(marks.complete, open.length === 0, `seed ${seed}`);
    for (const item of open) assert.equal(counted(item), 0, `seed ${seed}`);
  }
});

test('two methods of one kind are never both worth something', () => {
  for (const seed of seeds) {
    const judgement = { ...anyJudgement(seed), methods: sameKind, confirmed: new Map() };
    const [first = 0, second = 0] = points(mark(wol, judgement));
    assert.ok(first === 0 || second === 0, `seed ${seed}`);
  }
});

test('the order of answers, of scenarios and of what is known of a text makes no difference', () => {
  const { shuffled } = random(1);
  const answers = seeds.slice(0, 200).map((seed) => ({ seed, judgement: anyJudgement(seed) }));
  const inOrder = answers.map(({ judgement }) => points(mark(wol, judgement)));
  for (const { seed, judgement } of shuffled(answers)) {
    const { text: known } = judgement;
    const other: Judgement = {
      ...judgement,
      scenarios: shuffled(judgement.scenarios),
      ...(known ? { text: { ...known, items: new Map(shuffled([...known.items])) } } : {}),
    };
    assert.deepEqual(points(mark(wol, other)), inOrder[seed], `seed ${seed}`);
  }
});
