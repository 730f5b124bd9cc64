import { exitStatus } from '../errors';
import { newProblem } from '../scaffold/new-problem';

/** `endstate new problem`. */
export function scaffoldProblem(folder: string): number {
  newProblem(folder);
  process.stdout.write(
    `${folder} holds a small problem; its README.md says what is what\n  next: endstate verify ${folder}\n`,
  );
  return exitStatus.pass;
}
