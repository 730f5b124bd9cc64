import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { columns } from '../columns';
import { BadInput, exitStatus } from '../errors';
import { manifestFiles } from '../grade/kueue/manifests';
import { defaultParameters, type JobParameters } from '../grade/kueue/parameters';
import { type MadePlan, makePlan } from '../grade/plan/make-plan';
import { planName, planText } from '../grade/plan/plan-file';
import { piecesMatrix } from '../grade/plan/workflow';
import { forTerminal } from '../report/escape';

export interface Options extends Partial<JobParameters> {
  readonly out: string;
  readonly tags: string;
  readonly pieces?: number;
  readonly force: boolean;
  readonly github: boolean;
  readonly kueue: boolean;
}

/** `endstate plan`. Resolves with the exit status. */
export async function planAnswers(problem: string, answers: readonly string[], options: Options): Promise<number> {
  const { out, tags, force, pieces, github } = options;
  const parameters = parametersOf(options);
  const made = await makePlan({ problem, answers, out, tags, force, ...(pieces === undefined ? {} : { pieces }) });
  const files = {
    [planName]: planText(made.plan),
    ...(github ? { 'matrix.json': `${JSON.stringify(piecesMatrix(made.plan))}\n` } : {}),
    ...(parameters ? manifestFiles(made.plan, relative(process.cwd(), join(resolve(out), planName)), parameters) : {}),
  };
  await mkdir(out, { recursive: true });
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(out, name), text)));
  const written = Object.keys(files).map((name) => join(out, name));
  process.stdout.write(forTerminal(`${tableOf(made)}\n${written.join(', ')}\n`));
  return exitStatus.pass;
}

/** Undefined without `--kueue`; throws BadInput for half of it. */
function parametersOf({ kueue, image, ...options }: Options): JobParameters | undefined {
  const names = Object.keys(defaultParameters) as (keyof typeof defaultParameters)[];
  const [told] = names.filter((name) => options[name] !== undefined);
  const half = image ? '--image' : told && `--${told.replace('Claim', '-claim')}`;
  if (!kueue && half) throw new BadInput({ what: `${half} is of a Job`, next: 'write --kueue with it' });
  if (!kueue) return undefined;
  if (!image)
    throw new BadInput({ what: '--kueue needs an image', next: '--image <name>, as docs/grading-at-scale.md says' });
  const own = Object.fromEntries(names.map((name) => [name, options[name] ?? defaultParameters[name]]));
  return { ...defaultParameters, ...own, image };
}

function tableOf({ plan, unreadable }: MadePlan): string {
  const rows = plan.pieces.flatMap(({ index, answers }) =>
    answers.map(({ name, hash }) => [String(index), name, hash.slice(0, 12) || `not read: ${unreadable.get(name)}`]),
  );
  return columns([['piece', 'answer', 'sha256'], ...rows]);
}
