import { verify } from '../verify/verify';

export interface Options {
  readonly tags: string;
  readonly once: boolean;
  readonly jobs?: number;
  readonly reports: string;
}

/** `endstate verify`. Resolves with the exit status. */
export function verifyProblem(problem: string, options: Options): Promise<number> {
  return verify({ problem, ...options });
}
