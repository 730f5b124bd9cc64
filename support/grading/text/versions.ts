import { clauseAt, type Span } from './clauses';
import { firstOf, mostFinds, type Place } from './words';

/** A version that a rubric or a sentence names: 1.13 is 1.13.0 and everything before 1.14. */
export type VersionNumber = readonly [major: number, minor: number, patch?: number];

/** What a sentence says of versions: "older than 1.13" is everything below, "1.12.17" itself alone. */
export interface VersionMention extends Span {
  /** The first version that is meant; nothing where there is none. */
  readonly from: number;
  /** The first that is not meant any more. Ambiguous words ("until 1.13", "1.13以前") have two readings. */
  readonly to: readonly number[];
  /** The number itself, to the minor. */
  readonly number: VersionNumber;
  /** The list of the product whose version it is by its place in the sentence; nothing where a number stands alone. */
  readonly product?: string;
}

const scale = 10_000;
const ordinal = ([major, minor, patch = 0]: VersionNumber) => (major * scale + minor) * scale + patch;
/** The first version after all that a number stands for. */
const after = ([major, minor, patch]: VersionNumber) =>
  patch === undefined ? ordinal([major, minor + 1]) : ordinal([major, minor, patch + 1]);

// Not an address of four parts, not a part of a longer number.
const number = /(?<![\d.])(?:v(?:er(?:sion)?)?\.? ?)?(\d{1,3})\.(\d{1,3}|x)(?:\.(\d{1,4}|[x*]))?(?![\d]|\.\d)/gu;

const between = "(?: ?(?:(?!image|tag)[a-z-]{1,15}(?:'s)? ){0,2})";
const under = new RegExp(
  `(?:older than|before|prior to|below|less than|earlier than|lower than|under|predat(?:es?|ed|ing)|preced(?:es?|ed|ing)|short of|pre-?|(?<![<>=])<(?!=))${between} ?$`,
  'u',
);
const upTo = new RegExp(`(?:<=|≤|=<|through)${between} ?$`, 'u');
const until = new RegExp(`(?:until|till?|up to)${between} ?$`, 'u');
// "Not until 1.13" is where it begins; "from the 1.12 line" says whose it is.
const notUntil = new RegExp(`not (?:until|till?|before)${between} ?$`, 'u');
const origin =
  /(?:\b(?:comes?|came|is|was|are|were|dat(?:es?|ed|ing)|stems?|built|taken|image|still) from (?:the )?(?:v)?|\bfrom the )$/u;
const lineTail = /^ ?-?(?:line|series|branch|family|era|days|generation)\b/u;
const over = new RegExp(`(?:newer than|later than|higher than|after|above|(?<![<=-])>(?!=))${between} ?$`, 'u');
const since = new RegExp(
  `(?:>=|≥|=>|since|as of|from|start(?:ing|s|ed)? (?:with|from|in|at)|beginning with|at least)${between} ?$`,
  'u',
);

const tail = '^ ?(?:系|台|の?バージョン|version|release|リリース|\\.x)? ?';
const underTail = new RegExp(
  `${tail}(?:未満|より(?:も)? ?(?:前|古|低|小|下|昔)|(?:に|が)(?:なる|出る|上がる)(?:より)?前|に(?:は|も)?(?:まだ)?(?:満た|達し|届[いか]|至[っら]|なって)(?:て(?:い)?)?(?:ない|なかっ|ません|ず|いない|いません)|(?:以降|以上|以後)(?:では|じゃ)(?:ない|なく|なかっ|ありません)|の?(?:手前|前の))`,
  'u',
);
const upToTail = new RegExp(`${tail}(?:以下|(?:and|or) (?:older|earlier|below|lower|before|prior))`, 'u');
const untilTail = new RegExp(`${tail}(?:以前|(?:(?:に|が)(?:なる|出る|上がる|リリースされる))?まで)`, 'u');
const overTail = new RegExp(`${tail}より(?:も)? ?(?:後|新|上|高|大)`, 'u');
const sinceTail = new RegExp(
  `${tail}(?:以降|以上|以後|から(?!.{0,12}\\d)|より(?=[実追対サ導])|\\+|onwards?|(?:and|or) (?:newer|later|up|above|higher|after))`,
  'u',
);

/**
 * The versions that a normalized sentence names.
 * @param products the places of the products that have versions
 */
export function versionsIn(
  sentence: string,
  products: readonly Place[],
  clauses: readonly Span[],
): readonly VersionMention[] {
  const found = firstOf(sentence.matchAll(number), mostFinds).filter(({ 2: minor }) => minor !== 'x');
  const spans = found.map(({ index, 0: match }) => ({ start: index, end: index + match.length }));
  return found.map(({ 1: major, 2: minor, 3: patch }, at) => {
    const span = spans[at] as Span;
    const exact = patch === undefined || /^[x*]$/.test(patch) ? [] : [Number(patch)];
    const named = [Number(major), Number(minor), ...exact] as unknown as VersionNumber;
    const product = productOf(span, spans, products, clauses, sentence);
    return { ...span, ...rangeOf(sentence, span, named), number: named, ...(product ? { product } : {}) };
  });
}

function rangeOf(sentence: string, { start, end }: Span, named: VersionNumber): Pick<VersionMention, 'from' | 'to'> {
  const head = sentence.slice(Math.max(0, start - 60), start);
  const rest = sentence.slice(end, end + 30);
  const [first, next] = [ordinal(named), after(named)];
  if (notUntil.test(head)) return { from: first, to: [Infinity] };
  if (origin.test(head) && (lineTail.test(rest) || !head.endsWith('the '))) return { from: first, to: [next] };
  if (under.test(head) || underTail.test(rest)) return { from: 0, to: [first] };
  if (upTo.test(head) || upToTail.test(rest)) return { from: 0, to: [next] };
  if (until.test(head) || untilTail.test(rest)) return { from: 0, to: [first, next] };
  if (over.test(head) || overTail.test(rest)) return { from: next, to: [Infinity] };
  if (since.test(head) || sinceTail.test(rest)) return { from: first, to: [Infinity] };
  return { from: first, to: [next] };
}

/** How near a name has to stand to a number to be its own whatever else is in the clause, in characters. */
const near = 16;

function productOf(
  span: Span,
  numbers: readonly Span[],
  products: readonly Place[],
  clauses: readonly Span[],
  sentence: string,
): string | undefined {
  // "Cilium on this v1.29 cluster": the number is nobody's but the cluster's.
  if (/^ ?の? ?(?:cluster|クラスタ|環境)/u.test(sentence.slice(span.end, span.end + 12))) return undefined;
  const before = products.findLast(({ end }) => end <= span.start);
  const alone = before && !numbers.some(({ start, end }) => start >= before.end && end <= span.start);
  const gap = before ? sentence.slice(before.end, span.start) : '';
  if (before && alone && gap.length <= near && !/\b(?:on|atop)\b/u.test(gap)) return before.list;
  const behind = products.find(({ start }) => start >= span.end);
  const until = behind ? sentence.slice(span.end, behind.start) : '';
  if (
    behind &&
    /^ ?(?:-?系|の|of|on|for|バージョン|より|前|古|い|未満|以前|以下|以降)(?: |の|より|も|前|古|い|バージョン)*$/u.test(
      until,
    )
  )
    return behind.list;
  const clause = clauseAt(clauses, span.start);
  return before && before.start >= clause.start ? before.list : undefined;
}

const nextRelease =
  /\b(?:the |its )?(?:next|following|subsequent|succeeding) (?:minor |major )?(?:release|version|minor)\b|\b(?:the )?(?:release|version)(?: right| directly| just)? after (?:that|it|this|his)\b|\b(?:one|a|1) (?:minor )?(?:release|version) later\b|(?:その|この)?(?:次|1つ後|一つ後|ひとつ後)の(?:マイナー)?(?:バージョン|リリース|版)/gu;

/** What is said of "the next release", after a version that was named before. */
export function nextReleasesIn(
  sentence: string,
  base: (VersionMention & { readonly topic?: string }) | undefined,
): readonly VersionMention[] {
  const product = base?.product ?? base?.topic;
  if (!base || !product) return [];
  const [major, minor] = base.number;
  const named: VersionNumber = [major, minor + 1];
  return firstOf(sentence.matchAll(nextRelease), mostFinds).map(({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
    from: ordinal(named),
    to: [after(named)],
    number: named,
    product,
  }));
}

/** What a rubric asks of a version. */
export interface VersionWanted {
  /** The list of the product's names. */
  readonly of: string;
  /** The version is named, whatever is said of it. */
  readonly is?: string;
  /** Everything that is meant is older than this … */
  readonly before?: string;
  /** … and this one, the problem's own, is meant. */
  readonly with?: string;
  /** What is meant begins here: "since 1.13", "1.13以降", or the version itself as that in which something came. */
  readonly from?: string;
}

/** Whether a mention is what is wanted, but for whose version it is. */
export function isWanted(mention: VersionMention, { is, before, with: own, from }: VersionWanted): boolean {
  if (is !== undefined) return sameMinor(mention.number, parse(is));
  if (from !== undefined) return mention.from === ordinal(parse(from));
  if (before === undefined || own === undefined) return false;
  const [bound, problems] = [ordinal(parse(before)), ordinal(parse(own))];
  return mention.from <= problems && mention.to.some((to) => to <= bound && problems < to);
}

function parse(version: string): VersionNumber {
  return version.split('.').map(Number) as unknown as VersionNumber;
}

function sameMinor([major, minor]: VersionNumber, [otherMajor, otherMinor]: VersionNumber): boolean {
  return major === otherMajor && minor === otherMinor;
}
