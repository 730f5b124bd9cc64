import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { type Job, onRequestTag } from '../cucumber/protocol';
import { BadInput } from '../errors';
import { slug } from '../report/slug';
import { type FeaturePath, featurePaths } from './paths';
import type { Answer, Expectation } from './problem';
import type { RunRequest } from './request';

/** A job, and what a wrong answer's expect.yaml says of it. */
export interface PlannedJob extends Job {
  readonly expected?: Expectation;
  /** Of its scenarios only the first one is to run. */
  readonly once?: boolean;
}

type Problems = typeof import('./problem');

/**
 * Which jobs a request means. A problem's features run on the broken state (`@initial` and scenarios without either
 * tag), and their `@end` scenarios once for each answer; any other feature just runs. Without paths, scenarios that
 * are for request only stay out. Throws BadInput.
 */
export function plan(request: RunRequest): readonly PlannedJob[] {
  const features = featuresOf(request.paths);
  const answer = request.answer === undefined ? undefined : answerFolder(request.answer);
  if (answer) return planAnswer(request, answer, relative(process.cwd(), answer));
  return numbered(
    features.flatMap(({ feature, problem }) => {
      if (!problem) return [job(request, feature, { tags: '' })];
      const answers = problemAnswers(request, problem);
      const onAnswers = answers.map((each) => job(request, feature, { tags: endTag, answer: each }));
      return [job(request, feature, { tags: `not ${endTag}` }), ...onAnswers];
    }),
  );
}

/**
 * The jobs that judge one answer: its methods, each on the `@end` scenarios of the one problem that the request's paths name.
 * `label` is what the answer is called in reports. Throws BadInput where the paths name no problem, or several.
 */
export function planAnswer(request: RunRequest, dir: string, label: string): readonly PlannedJob[] {
  const features = featuresOf(request.paths);
  requireOneProblem(features.map(({ problem }) => problem));
  const methods = problems().methodsOf(dir, label);
  return numbered(
    features.flatMap(({ feature }) => methods.map((each) => job(request, feature, { tags: endTag, answer: each }))),
  );
}

/** The jobs that hold the end state of one problem against its broken state, with nothing changed. Throws as {@link planAnswer} does. */
export function planUnchanged(request: RunRequest, label: string): readonly PlannedJob[] {
  const features = featuresOf(request.paths);
  requireOneProblem(features.map(({ problem }) => problem));
  return numbered(
    features.map(({ feature }) => ({ ...job(request, feature, { tags: endTag, label }), unchanged: true as const })),
  );
}

const endTag = '@end';

function featuresOf(paths: readonly string[]) {
  return featurePaths(paths).map((feature) => ({ feature, problem: problemOf(feature.file) }));
}

/** Jobs of one name would share a folder of evidence. */
function numbered(jobs: readonly PlannedJob[]): readonly PlannedJob[] {
  return jobs.map((each, index) => ({ ...each, id: `${index + 1}-${each.id}` }));
}

/** Problems bring a YAML parser and a validator along; features without any do without. */
function problems(): Problems {
  return require('./problem');
}

/** The nearest folder above a feature that holds a problem.yaml. */
function problemOf(feature: string): string | undefined {
  for (let folder = dirname(feature); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'problem.yaml'))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}

function problemAnswers({ right, mostWrong }: RunRequest, dir: string): readonly Answer[] {
  const { answersOf, readProblem } = problems();
  const problem = readProblem(dir);
  const rightOnes = right === 'none' ? [] : answersOf(problem, 'right');
  const wrongOnes = mostWrong > 0 ? answersOf(problem, 'wrong').slice(0, mostWrong) : [];
  return [...(right === 'first' ? rightOnes.slice(0, 1) : rightOnes), ...wrongOnes];
}

function answerFolder(written: string): string {
  const dir = resolve(written);
  if (existsSync(dir) && statSync(dir).isDirectory()) return dir;
  throw new BadInput({
    what: `there is no answer folder ${written}`,
    next: 'name a folder that holds manifests/ or fix-1/ …',
  });
}

function requireOneProblem(found: readonly (string | undefined)[]): void {
  const [first] = found;
  if (first !== undefined && new Set(found).size === 1) return;
  throw new BadInput({
    what:
      first === undefined
        ? 'an answer needs a problem'
        : 'an answer is judged against one problem, these paths name more',
    next: 'endstate run features/<problem> --answer DIR',
  });
}

interface Part {
  readonly tags: string;
  readonly answer?: Answer;
  /** Unless it is the answer's. */
  readonly label?: string;
}

function job(request: RunRequest, { file, lines }: FeaturePath, part: Part): PlannedJob {
  const { answer, label = answer?.label ?? '' } = part;
  const name = slug([relative(process.cwd(), file).replace(/\.feature$/, ''), label].join(' '));
  return {
    id: name,
    label,
    paths: [`${file}${lines}`],
    tags: [request.tags, part.tags, request.paths.length === 0 ? `not ${onRequestTag}` : '']
      .filter(Boolean)
      .map((tags) => `(${tags})`)
      .join(' and '),
    names: request.names,
    ...(request.cell ? { cell: request.cell } : {}),
    order: request.order,
    ...(answer ? { answer: answer.dir } : {}),
    ...(answer?.expected ? { expected: answer.expected, once: request.wrongOnce } : {}),
    evidenceDir: resolve(request.reportsDir, 'evidence', name),
    keep: request.keep,
    pause: request.pause,
  };
}
