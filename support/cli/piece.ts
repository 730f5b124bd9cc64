import { join } from 'node:path';
import { BadInput, exitStatus, messageOf } from '../errors';
import type { Plan } from '../grade/plan/plan';
import { readPlan } from '../grade/plan/plan-file';
import { runPiece } from '../grade/plan/run-piece';
import { forTerminal } from '../report/escape';
import { signalStatus } from '../run/signals';

export interface Options {
  readonly plan?: string;
  readonly piece?: number;
  readonly out?: string;
  readonly jobs?: number;
}

/**
 * `endstate run --plan`. Resolves with 0 where every answer of the piece was judged, with 3 where the same command has to go on, with 128
 * and the signal's number where one ended it; rejects with BadInput, 2, where running it again would change nothing.
 */
export async function runPlanned(paths: readonly string[], options: Options): Promise<number> {
  const { plan: path, piece, out, jobs } = options;
  if (path === undefined)
    throw new BadInput({ what: '--piece and --out are of a plan', next: 'name it: --plan plan/plan.json' });
  if (paths.length > 0)
    throw new BadInput({
      what: `--plan says what is graded, and ${paths[0]} is a path beside it`,
      next: 'leave it out',
    });
  const plan = readPlan(path);
  const index = piece ?? indexOfJob(plan);
  try {
    const width = jobs === undefined ? {} : { jobs };
    const status = await runPiece(plan, index, { out: out ?? join('marks', String(index)), ...width });
    return status === exitStatus.pass ? status : (signalStatus() ?? status);
  } catch (error) {
    const status = signalStatus();
    if (status === undefined) throw error;
    process.stderr.write(`${forTerminal(messageOf(error))}\n`);
    return status;
  }
}

/** What Kubernetes tells the pods of an Indexed Job. */
function indexOfJob({ pieces }: Plan): number {
  const said = process.env.JOB_COMPLETION_INDEX ?? '';
  if (/^(0|[1-9]\d*)$/.test(said)) return Number(said);
  throw new BadInput({
    what: said ? `JOB_COMPLETION_INDEX is ${said}, which is no index` : 'no piece is named',
    next: `--piece with one of 0 to ${pieces.length - 1}`,
  });
}
