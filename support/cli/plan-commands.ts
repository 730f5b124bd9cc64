import { type Command, Option } from 'commander';
import type { Outcome } from './main';
import { index, label, positive, quantity } from './words';

type PlanOptions = Parameters<typeof import('./plan').planAnswers>[2];

/** What a run of features takes, and a piece of a plan does not: its plan says it. */
const ofFeatures = [
  ...['answer', 'right', 'wrong', 'wrongOnce', 'wrongMost', 'cell', 'shard', 'tags', 'name', 'order'],
  ...['keep', 'pause', 'reports'],
];

/** Of `endstate run`. */
export function planOption(): Option {
  return new Option('--plan <file>', 'grade one piece of this plan (endstate plan), and go on where it was').conflicts(
    ofFeatures,
  );
}

export function addPlan(program: Command, outcome: Outcome): void {
  program
    .command('plan')
    .description('deal answers to pieces, for many machines: run --plan grades one, merge puts the marks together')
    .argument('<problem>', 'a problem’s folder')
    .argument('<answers...>', 'folders, .tar, .tar.gz or .zip files, an answer each')
    .option('--out <dir>', 'where plan.json goes', 'plan')
    .option('--tags <expression>', 'only scenarios of the end state whose tags match', '')
    .option('--pieces <n>', 'how many; a piece an answer unless told', positive)
    .option('--force', 'plan though the problem is not verified; every page of marks says so', false)
    .option('--github', 'also matrix.json: strategy.matrix of a workflow, a job a piece', false)
    .option('--kueue', 'also job.yaml and queues.yaml: an Indexed Job that Kueue queues, a pod a piece', false)
    .option('--image <name>', 'with --kueue: a container image with endstate on its PATH')
    .option('--namespace <name>', 'with --kueue: endstate unless told', label)
    .option('--queue <name>', 'with --kueue: of Kueue; endstate unless told', label)
    .option(
      '--inputs-claim <name>',
      'with --kueue: holds the plan and what it names; endstate-inputs unless told',
      label,
    )
    .option('--marks-claim <name>', 'with --kueue: takes the marks; endstate-marks unless told', label)
    .option('--cpu <quantity>', 'with --kueue: of a pod; 2 unless told', quantity)
    .option('--memory <quantity>', 'with --kueue: of a pod; 4Gi unless told', quantity)
    .option('--parallelism <n>', 'with --kueue: pods at once; 4 unless told', positive)
    .option('--retries <n>', 'with --kueue: how often an inconclusive piece is run again; 3 unless told', index)
    .option('--minutes <n>', 'with --kueue: for one run of one piece; 60 unless told', positive)
    .action(async (problem: string, answers: readonly string[], options: PlanOptions) => {
      const { planAnswers }: typeof import('./plan') = require('./plan');
      outcome.status = await planAnswers(problem, answers, options);
    });
}
