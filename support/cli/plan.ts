import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { columns } from '../columns';
import { exitStatus } from '../errors';
import { type MadePlan, makePlan } from '../grade/plan/make-plan';
import { planName, planText } from '../grade/plan/plan-file';
import { piecesMatrix } from '../grade/plan/workflow';
import { forTerminal } from '../report/escape';

export interface Options {
  readonly out: string;
  readonly tags: string;
  readonly pieces?: number;
  readonly force: boolean;
  readonly github: boolean;
}

/** `endstate plan`. Resolves with the exit status. */
export async function planAnswers(problem: string, answers: readonly string[], options: Options): Promise<number> {
  const { out, tags, force, pieces, github } = options;
  const made = await makePlan({ problem, answers, out, tags, force, ...(pieces === undefined ? {} : { pieces }) });
  const files = {
    [planName]: planText(made.plan),
    ...(github ? { 'matrix.json': `${JSON.stringify(piecesMatrix(made.plan))}\n` } : {}),
  };
  await mkdir(out, { recursive: true });
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(out, name), text)));
  const written = Object.keys(files).map((name) => join(out, name));
  process.stdout.write(forTerminal(`${tableOf(made)}\n${written.join(', ')}\n`));
  return exitStatus.pass;
}

function tableOf({ plan, unreadable }: MadePlan): string {
  const rows = plan.pieces.flatMap(({ index, answers }) =>
    answers.map(({ name, hash }) => [String(index), name, hash.slice(0, 12) || `not read: ${unreadable.get(name)}`]),
  );
  return columns([['piece', 'answer', 'sha256'], ...rows]);
}
