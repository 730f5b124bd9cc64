import { grade } from '../grade/grade';

export interface Options {
  readonly out: string;
  readonly tags: string;
  readonly jobs?: number;
  readonly resume: boolean;
  readonly force: boolean;
}

/** `endstate grade`. Resolves with the exit status. */
export function gradeAnswers(problem: string, answers: readonly string[], options: Options): Promise<number> {
  return grade({ problem, answers, ...options });
}
