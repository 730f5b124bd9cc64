/** A rule that an answer breaks: what a contestant is told, and what it costs. */
export interface BrokenRule {
  /**
   * The rule by its name in problem.yaml, or one that holds for every problem: `limits`, `paths`, `links`, `archive` (of what is
   * handed in), `yaml`, `kinds`, `unsafe-field`, `unknown-field` (of objects), `unsafe-file` (of what is laid and typed).
   */
  readonly rule: string;
  /** Within the answer. */
  readonly file?: string;
  /** A normalized path (RFC 9535) within an object, or a line: `$['spec']['template']`, `line 9`. */
  readonly field?: string;
  /** One sentence: what is there, and what may be. Holds text of the answer: whoever prints it escapes it. */
  readonly said: string;
  /** What gets 0 points: everything, or this method alone. */
  readonly voids: { readonly whole: true } | { readonly method: string };
}

/** The first rule for which everything gets 0 points. */
export function voidingWhole(broken: readonly BrokenRule[]): BrokenRule | undefined {
  return broken.find(({ voids }) => 'whole' in voids);
}

/** The first rule for which that method alone gets 0 points. */
export function voidingMethod(broken: readonly BrokenRule[], method: string): BrokenRule | undefined {
  return broken.find(({ voids }) => 'method' in voids && voids.method === method);
}
