import { existsSync, readFileSync } from 'node:fs';
import { BadInput, messageOf } from '../../errors';
import { refuseInvalid } from '../../schema';
import type { Plan } from './plan';
import { planFormat, planSchema } from './plan-schema';

export const planName = 'plan.json';

/** The same text for the same plan, so that a plan can be told by its hash. */
export function planText({ problem, problemHash, tags, force, pieces }: Plan): string {
  const written = pieces.map(({ index, answers }) => ({
    index,
    answers: answers.map(({ name, path, hash }) => ({ name, path, hash })),
  }));
  const head = { format: planFormat, problem, problemHash, tags, ...(force ? { force } : {}) };
  return `${JSON.stringify({ ...head, pieces: written }, null, 2)}\n`;
}

/** Throws BadInput for a file that is not there, or is no plan. */
export function readPlan(path: string): Plan {
  if (!existsSync(path)) throw new BadInput({ what: `there is no plan ${path}`, next: 'endstate plan writes one' });
  const { format: _, ...plan } = parsed(path) as Plan & { readonly format: number };
  const answers = plan.pieces.flatMap((piece) => piece.answers.map(({ name }) => name));
  const twice = answers.find((name, at) => answers.indexOf(name) < at);
  if (twice !== undefined) throw new BadInput({ what: `${path} has the answer ${twice} twice` });
  if (plan.pieces.every(({ index }, at) => index === at)) return plan;
  throw new BadInput({ what: `the pieces of ${path} are not numbered 0, 1, 2 …` });
}

function parsed(path: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new BadInput({ what: `${path} cannot be read: ${messageOf(error)}` }, { cause: error });
  }
  refuseInvalid(path, planSchema, value);
  return value;
}
