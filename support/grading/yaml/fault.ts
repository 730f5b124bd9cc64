import type { BrokenRule } from '../broken-rule';

/**
 * Why a file is not read. `limits`: it costs too much, and the whole answer is refused; `yaml`: it is not readable as plain data,
 * and its method gets nothing.
 */
export class YamlFault extends Error {
  constructor(
    readonly rule: 'limits' | 'yaml',
    /** What is wrong, after the file's name. */
    readonly problem: string,
    readonly line?: number,
  ) {
    super(problem);
  }

  /** `file` is the path within the answer. */
  in(file: string): BrokenRule {
    const at = this.line === undefined ? {} : { field: `line ${this.line}` };
    return { rule: this.rule, file, ...at, said: `${file} ${this.problem}`, voids: this.#voids(file) };
  }

  #voids(file: string): BrokenRule['voids'] {
    if (this.rule === 'limits') return { whole: true };
    return { method: /^(fix-\d+)\//.exec(file)?.[1] ?? '' };
  }
}
