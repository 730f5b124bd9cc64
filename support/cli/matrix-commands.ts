import { type Command, Option } from 'commander';
import type { Outcome } from './main';
import { positive } from './words';

type MatrixOptions = import('./matrix').MatrixOptions;
type MergeOptions = import('./merge').MergeOptions;

/** What is about many runs: the cells they are to be made in, and what comes of them together. */
export function addMatrix(program: Command, outcome: Outcome): void {
  program
    .command('matrix')
    .description('the cells that features can be run in (run --cell): provider, Kubernetes, CNI, kube-proxy')
    .addOption(
      new Option('--format <format>', 'for people, for programs, for strategy.matrix of a workflow')
        .choices(['table', 'json', 'github'])
        .default('table'),
    )
    .option('--pairwise', 'as few cells as hold every two values that go together', false)
    .option('--excluded', 'what is left out of the matrix, with the reason', false)
    .option('--shards <n>', 'with --format github: so many jobs a cell', positive, 1)
    .action(async (options: MatrixOptions) => {
      const { showMatrix }: typeof import('./matrix') = require('./matrix');
      outcome.status = await showMatrix(options);
    });
  program
    .command('merge')
    .description(
      'reports of several runs as one page, or marks of several pieces as one gradebook, with the exit status of one',
    )
    .argument('<dirs...>', 'folders of reports (run --reports), or of marks (run --plan --out)')
    .requiredOption('--out <dir>', 'where it goes, with copies of what it links to')
    .option('--skips <file>', 'which skips are expected (YAML): any other one is a fail')
    .option('--matrix <file>', 'what endstate matrix --format github has printed: what is not reported is named')
    .option('--plan <file>', 'of marks: the plan that they are pieces of; what is missing is named')
    .action(async (dirs: readonly string[], options: MergeOptions) => {
      const { merge }: typeof import('./merge') = require('./merge');
      outcome.status = await merge(dirs, options);
    });
}
