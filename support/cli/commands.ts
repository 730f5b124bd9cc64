import type { ChildProcess } from 'node:child_process';
import { type Command, Option } from 'commander';
import type { Outcome } from './main';
import { addMatrix } from './matrix-commands';
import { addPlan, planOption } from './plan-commands';
import { addProblems } from './problem-commands';
import { index, order, positive, shard } from './words';

type RunOptions = Parameters<typeof import('./run').runFeatures>[1];
type PieceOptions = Parameters<typeof import('./piece').runPlanned>[1];
type GradeOptions = Parameters<typeof import('./grade').gradeAnswers>[2];
type UpOptions = Parameters<typeof import('./up').up>[1];

/** Every command in a few words. What a command does is loaded when it is the one: the others cost nothing. */
export function addCommands(program: Command, outcome: Outcome, worker: ChildProcess | undefined): void {
  addRun(program, outcome, worker);
  addGrade(program, outcome);
  addPlan(program, outcome);
  addProblems(program, outcome);
  addMatrix(program, outcome);
  addLabs(program, outcome);
  addMachine(program, outcome);
}

function addRun(program: Command, outcome: Outcome, worker: ChildProcess | undefined): void {
  program
    .command('run')
    .description(
      'run features and print verdicts; a problem runs with its own answers, or with --answer. With --plan: grade one piece',
    )
    .argument('[paths...]', 'feature files (x.feature:12 for one scenario) and folders; features/ unless told')
    .option('--answer <dir>', 'judge this answer instead of the problem’s own')
    .addOption(
      new Option('--right <which>', 'which of the problem’s right answers')
        .choices(['all', 'first', 'none'])
        .default('all'),
    )
    .option('--wrong', 'also run the problem’s wrong answers: red as their expect.yaml says is a pass', false)
    .option('--wrong-once', 'the same, each in the first scenario that can turn it down, not in every one', false)
    .option('--wrong-most <n>', 'the same, so many of each problem at most', positive)
    .option(
      '--cell <id>',
      'in this cell of the matrix (endstate matrix): what no table says of a cluster is the cell’s',
    )
    .option('--shard <i/n>', 'only the i-th of n parts of the jobs; endstate merge puts them together', shard)
    .option('--tags <expression>', 'only scenarios whose tags match', '')
    .option('--name <expression...>', 'only scenarios whose names match', [])
    .option('--order <order>', 'defined, random or random:<seed>', order, 'defined')
    .option('--jobs <n>', 'jobs at once; by memory and processors unless told', positive)
    .option('--keep', 'leave the labs up', false)
    .option('--pause', 'wait for Enter after a failure, with the lab still there', false)
    .option('--reports <dir>', 'where reports go', 'reports')
    .addOption(planOption())
    .option('--piece <n>', 'with --plan: which, from 0; JOB_COMPLETION_INDEX unless told', index)
    .option('--out <dir>', 'with --plan: where marks and evidence go; marks/<n> unless told')
    .action(async (paths: readonly string[], options: RunOptions & PieceOptions) => {
      if (options.plan !== undefined || options.piece !== undefined || options.out !== undefined) {
        const { runPlanned }: typeof import('./piece') = require('./piece');
        outcome.status = await runPlanned(paths, options);
        return;
      }
      const { runFeatures }: typeof import('./run') = require('./run');
      outcome.status = await runFeatures(paths, options, worker);
    });
}

function addGrade(program: Command, outcome: Outcome): void {
  program
    .command('grade')
    .description('judge answers to a problem: rules, a lab for each method, the report; marks for a judge to confirm')
    .argument('<problem>', 'a problem’s folder')
    .argument('<answers...>', 'folders, .tar, .tar.gz or .zip files, an answer each')
    .option('--out <dir>', 'where marks and evidence go', 'marks')
    .option('--tags <expression>', 'only scenarios of the end state whose tags match', '')
    .option('--jobs <n>', 'jobs at once; by memory and processors unless told', positive)
    .option('--resume', 'judge again what an earlier run left inconclusive', false)
    .option('--force', 'grade by a problem that is not verified (endstate verify), and say so on every page', false)
    .action(async (problem: string, answers: readonly string[], options: GradeOptions) => {
      const { gradeAnswers }: typeof import('./grade') = require('./grade');
      outcome.status = await gradeAnswers(problem, answers, options);
    });
}

function addLabs(program: Command, outcome: Outcome): void {
  program
    .command('up')
    .description('make a lab and leave it up; rows as in a feature’s table, or the table of a feature’s first cluster')
    .argument('[feature]', 'a feature whose first cluster is made')
    .option('--set <row=value...>', 'a row of the table: --set workers=1 --set "pod CIDR=10.1.0.0/16"', [])
    .action(async (feature: string | undefined, options: UpOptions) => {
      const { up }: typeof import('./up') = require('./up');
      outcome.status = await up(feature, options);
    });
  program
    .command('down')
    .description('take a lab down')
    .argument('[id]', 'a lab’s id, or its beginning')
    .option('--all', 'every lab', false)
    .action(async (id: string | undefined, options: { all: boolean }) => {
      const { down }: typeof import('./down') = require('./down');
      outcome.status = await down(id, options);
    });
  program
    .command('list')
    .description('the labs of this machine')
    .action(async () => {
      const { list }: typeof import('./list') = require('./list');
      outcome.status = await list();
    });
  program
    .command('shell')
    .description('a shell on a machine of a lab, or one command there')
    .argument('<machine>', 'control-plane, worker01 …')
    .argument('[command...]', 'after --')
    .option('--lab <id>', 'which lab; not needed when there is one')
    .action(async (machine: string, command: readonly string[], options: { lab?: string }) => {
      const { shell }: typeof import('./shell') = require('./shell');
      outcome.status = await shell(machine, command, options.lab);
    });
  program
    .command('kubectl')
    .description('kubectl with a lab’s kubeconfig')
    .argument('[words...]', 'kubectl’s own')
    .option('--lab <id>', 'which lab; not needed when there is one')
    .passThroughOptions()
    .allowUnknownOption()
    .helpOption(false)
    .action(async (words: readonly string[], options: { lab?: string }) => {
      const { kubectl }: typeof import('./kubectl') = require('./kubectl');
      outcome.status = await kubectl(words, options.lab);
    });
  program
    .command('sweep', { hidden: true })
    .description('take away what crashed runs have left')
    .action(async () => {
      const { sweep }: typeof import('./sweep') = require('./sweep');
      outcome.status = await sweep();
    });
}

function addMachine(program: Command, outcome: Outcome): void {
  program
    .command('setup')
    .description('download or build every component of a Kubernetes version into the cache')
    .option('--kubernetes <minor>', 'which version')
    .option('--verify', 'read every byte in the cache again', false)
    .action(async (options: { kubernetes?: string; verify: boolean }) => {
      const { setup }: typeof import('./setup') = require('./setup');
      outcome.status = await setup(options);
    });
  const docker = program
    .command('docker')
    .description('a Docker of the project’s own, for machines where none answers');
  docker
    .command('up')
    .description('start it from the component cache, in a network of its own; nothing where a Docker answers')
    .action(async () => {
      const { dockerUp }: typeof import('./docker') = require('./docker');
      outcome.status = await dockerUp();
    });
  docker
    .command('down')
    .description('end it with its images; nothing of it is left')
    .action(async () => {
      const { dockerDown }: typeof import('./docker') = require('./docker');
      outcome.status = await dockerDown();
    });
  program
    .command('steps')
    .description('the vocabulary: every step with an example')
    .argument('[word]', 'only steps that hold it')
    .action(async (word?: string) => {
      const { steps }: typeof import('./steps') = require('./steps');
      outcome.status = await steps(word);
    });
  program
    .command('doctor')
    .description('what this machine has, and what a lab would need')
    .action(async () => {
      const { doctor }: typeof import('./doctor') = require('./doctor');
      outcome.status = await doctor();
    });
}
