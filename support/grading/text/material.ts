import { normalize } from './normalize';

/** Whether words are those of the problem's own material: its statement, output of its commands. */
export interface Material {
  /**
   * Most of a normalized sentence stands there in the same order. A name or a number of it among other words is no copy.
   * @param words how many there have to be at least, for a line that may be a piece of a sentence
   */
  copied(normalized: string, words?: number): boolean;
}

/** A shingle's weight: four Latin words, ten Japanese letters, or as much of both. */
const shingleWeight = 10;
const latinWeight = 3;
const copiedShare = 0.7;

/** The material of a problem, a text each; several are compared one by one. */
export function materialOf(texts: readonly string[]): Material {
  const known = new Set<string>();
  for (const tokens of texts.map((text) => tokensOf(normalize(text)))) {
    for (const { key } of shinglesOf(tokens)) known.add(key);
    for (const key of shortRunsOf(tokens)) known.add(key);
  }
  return {
    copied(normalized, words = 0) {
      const tokens = tokensOf(normalized);
      if (tokens.length < 2 || weightOf(tokens) < words * latinWeight) return false;
      if (weightOf(tokens) < shingleWeight) return known.has(tokens.join(' '));
      return copiedWeight(tokens, known) >= copiedShare * weightOf(tokens);
    },
  };
}

/** Latin words with what joins them to names (`quay.io/cilium/cilium:v1.12.17` is one), Japanese by letter. */
function tokensOf(normalized: string): readonly string[] {
  return (normalized.match(/[a-z0-9][a-z0-9._:/@=,-]*|[\u3040-\u30FF\u4E00-\u9FFF]/g) ?? []).map((token) =>
    token.replace(/[.:/@=,-]{1,20}$/, ''),
  );
}

const weight = (token: string) => (/^[a-z0-9]/.test(token) ? latinWeight : 1);
const weightOf = (tokens: readonly string[]) => tokens.reduce((sum, token) => sum + weight(token), 0);

function* shinglesOf(tokens: readonly string[]): Generator<{ key: string; from: number; to: number }> {
  for (let from = 0; from < tokens.length; from++) {
    let sum = 0;
    let to = from;
    while (to < tokens.length && sum < shingleWeight) sum += weight(tokens[to++] as string);
    if (sum < shingleWeight) return;
    yield { key: tokens.slice(from, to).join(' '), from, to };
  }
}

/** What is too short for a shingle: `Server Version: v1.29.0`. */
function* shortRunsOf(tokens: readonly string[]): Generator<string> {
  for (let from = 0; from < tokens.length; from++) {
    for (let to = from + 1; to <= tokens.length; to++) {
      const run = tokens.slice(from, to);
      if (weightOf(run) >= shingleWeight) break;
      yield run.join(' ');
    }
  }
}

function copiedWeight(tokens: readonly string[], known: ReadonlySet<string>): number {
  const copied = new Set<number>();
  for (const { key, from, to } of shinglesOf(tokens)) {
    if (known.has(key)) for (let at = from; at < to; at++) copied.add(at);
  }
  return [...copied].reduce((sum, at) => sum + weight(tokens[at] as string), 0);
}
