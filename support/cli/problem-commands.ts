import type { Command } from 'commander';
import type { Outcome } from './main';
import { positive } from './words';

type VerifyOptions = Parameters<typeof import('./verify').verifyProblem>[1];

/** For whoever writes problems. */
export function addProblems(program: Command, outcome: Outcome): void {
  program
    .command('verify')
    .description('whether a problem is sound: red as it is, green by its right answers, red by its wrong ones')
    .argument('<problem>', 'a problem’s folder; a sound one gets a verified.json, which endstate grade asks for')
    .option('--tags <expression>', 'only scenarios whose tags match', '')
    .option('--once', 'each wrong answer in the first scenario that can turn it down, not in every one', false)
    .option('--jobs <n>', 'jobs at once; by memory and processors unless told', positive)
    .option('--reports <dir>', 'where reports go', 'reports')
    .action(async (problem: string, options: VerifyOptions) => {
      const { verifyProblem }: typeof import('./verify') = require('./verify');
      outcome.status = await verifyProblem(problem, options);
    });
  program
    .command('new')
    .description('something to begin with')
    .command('problem')
    .description('a small problem that is sound, in a new folder')
    .argument('<folder>', 'where it goes; not there yet')
    .action((folder: string) => {
      const { scaffoldProblem }: typeof import('./new') = require('./new');
      outcome.status = scaffoldProblem(folder);
    });
}
