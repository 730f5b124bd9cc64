import type { Analysis, Said, SaidVersion } from './analysis';
import { clauseAt, covers } from './clauses';
import type { Alternative, Pattern } from './rubric';
import { isWanted, type VersionWanted } from './versions';

/** How a report stands to a claim, the best first. */
export const standings = ['stated', 'uncertain', 'contrary', 'absent'] as const;
export type Standing = (typeof standings)[number];

/** What an alternative found in a window of sentences. */
export interface Match {
  readonly standing: Standing;
  /** The sentences by which it holds, in order. */
  readonly by: readonly Analysis[];
}

const worse = (a: Standing, b: Standing): Standing => (standings.indexOf(a) > standings.indexOf(b) ? a : b);
/** Whether the first is nearer to a plain statement. */
export const better = (a: Standing, b: Standing): boolean => standings.indexOf(a) < standings.indexOf(b);

/** One pattern's find: the word or number, in its sentence. */
interface Find {
  readonly standing: Standing;
  readonly analysis?: Analysis;
  readonly word?: Said;
}

/**
 * Whether an alternative holds in sentences that follow each other. One that says the contrary, or guesses, all by itself is not
 * made better by its neighbours' words.
 */
export function matchIn(window: readonly Analysis[], alternative: Alternative): Match {
  const together = matchAll(window, alternative);
  if (window.length === 1 || together.standing === 'absent') return together;
  const alone = window
    .map((analysis) => matchAll([analysis], alternative))
    .filter(({ standing }) => standing !== 'absent');
  return alone.reduce((a, b) => (better(a.standing, b.standing) ? b : a), together);
}

function matchAll(window: readonly Analysis[], { all }: Alternative): Match {
  const finds: Find[] = [];
  // Words first: the version has to be that of a claim.
  for (const pattern of all.filter((written) => !isVersion(written))) {
    const find = findIn(window, pattern, all);
    if (find.standing === 'absent') return { standing: 'absent', by: [] };
    finds.push(find);
  }
  const claims = finds.filter(({ word }) => word !== undefined);
  for (const pattern of all.filter(isVersion)) {
    const find = versionIn(window, pattern.version, claims);
    if (find.standing === 'absent') return { standing: 'absent', by: [] };
    finds.push(find);
  }
  return {
    standing: finds.map(({ standing }) => standing).reduce(worse, 'stated'),
    by: window.filter((analysis) => finds.some((find) => find.analysis === analysis)),
  };
}

const isVersion = (pattern: Pattern): pattern is { version: VersionWanted } =>
  typeof pattern === 'object' && 'version' in pattern;

function findIn(window: readonly Analysis[], pattern: Pattern, all: readonly Pattern[]): Find {
  if (typeof pattern === 'string') return wordIn(window, pattern, false, all);
  if ('not' in pattern) return wordIn(window, pattern.not, true, all);
  if ('never' in pattern) return { standing: has(window, pattern.never) ? 'absent' : 'stated' };
  if ('named' in pattern) {
    const analysis = window.find(({ words }) => words.some(({ list }) => list === pattern.named));
    return analysis ? { standing: 'stated', analysis } : { standing: 'absent' };
  }
  if ('version' in pattern) return versionIn(window, pattern.version, []);
  return best(pattern['one-of'].map((other) => findIn(window, other, all)));
}

function has(window: readonly Analysis[], list: string): boolean {
  return window.some(({ words }) => words.some((word) => word.list === list));
}

function best(finds: readonly Find[]): Find {
  return finds.reduce((a, b) => (better(b.standing, a.standing) ? b : a), { standing: 'absent' });
}

/** Of a word said more than once, the one nearest to a statement; among those, one whose clause has the version that is asked for. */
function wordIn(window: readonly Analysis[], list: string, negated: boolean, all: readonly Pattern[]): Find {
  const wanted = all.find(isVersion)?.version;
  const finds = window.flatMap((analysis) =>
    analysis.words
      .filter((word) => word.list === list)
      .map((word, _, words) => ({ standing: standingIn(words, word, negated, wanted), analysis, word })),
  );
  const beside = wanted ? finds.filter((find) => isBeside(find, wanted, all)) : finds;
  const fits = wanted ? beside.filter((find) => versionIn(window, wanted, [find]).standing === 'stated') : [];
  return best([...fits, ...beside]);
}

/** What is claimed of a version stands in one sentence with the version, or with something that has to be named. */
function isBeside({ analysis }: Find, wanted: VersionWanted, all: readonly Pattern[]): boolean {
  const named = all.flatMap((pattern) => (typeof pattern === 'object' && 'named' in pattern ? [pattern.named] : []));
  return (
    analysis !== undefined &&
    (analysis.words.some(({ list }) => named.includes(list)) || agree(analysis.versions, wanted))
  );
}

/** Said both ways in one sentence, and of no versions that could tell them apart: whoever marks has to read it. */
function standingIn(words: readonly Said[], word: Said, negated: boolean, wanted?: VersionWanted): Standing {
  const standing = standingOf(word, negated);
  const bothWays = !negated && !wanted && words.some((other) => standingOf(other, negated) === 'contrary');
  return bothWays ? worse(standing, 'uncertain') : standing;
}

function standingOf({ negated, denied, maybe, condition }: Said, wanted: boolean): Standing {
  if (denied || negated !== wanted) return 'contrary';
  return maybe || condition ? 'uncertain' : 'stated';
}

/** A claim whose clause names a version is about that one; any other is about the version of the sentences around it. */
function versionIn(window: readonly Analysis[], wanted: VersionWanted, claims: readonly Find[]): Find {
  const finds = window.flatMap((analysis) =>
    analysis.versions
      .filter((mention) => isOf(mention, wanted) && isWanted(mention, wanted))
      .map((mention) => ({ mention, analysis })),
  );
  const own = claims.map(clauseVersions).filter((mentions) => mentions.length > 0);
  const fitting = finds.filter(({ mention }) =>
    own.every((mentions) => mentions.includes(mention) || agree(mentions, wanted)),
  );
  return best(
    fitting.map(({ mention, analysis }) => ({
      standing: mention.maybe && wanted.is === undefined ? 'uncertain' : 'stated',
      analysis,
    })),
  );
}

function clauseVersions({ analysis, word }: Find): readonly SaidVersion[] {
  if (!analysis || !word) return [];
  const clause = clauseAt(analysis.clauses, word.start);
  return analysis.versions.filter(({ start }) => covers(clause, start));
}

const agree = (mentions: readonly SaidVersion[], wanted: VersionWanted) =>
  mentions.some((mention) => isOf(mention, wanted) && isWanted(mention, wanted));

/** A number that stands alone is that of whatever was spoken of last; where naming it is enough, it may be anybody's. */
function isOf({ product, topic }: SaidVersion, { of, is }: VersionWanted): boolean {
  if (product !== undefined) return product === of;
  return is !== undefined || topic === of;
}
