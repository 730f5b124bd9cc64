import { mkdir, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { BadInput } from '../errors';
import { mergeMarks } from '../grade/merge/merge-marks';
import { hasMarks } from '../grade/merge/read-marks';
import type { Cell } from '../matrix/cell';
import { missingParts } from '../matrix/parts';
import { shardWords } from '../matrix/shard';
import type { WorkflowJob } from '../matrix/workflow';
import { forTerminal } from '../report/escape';
import { columnOf, gaps, gridOf } from '../report/grid';
import { junitXml } from '../report/junit';
import { absent, staleExpectations, withExpectations } from '../report/merged';
import { mergedPage } from '../report/merged-page';
import { hasResults } from '../report/read-results';
import type { RunResult, ScenarioResult } from '../report/result';
import { summary } from '../report/summary';
import { statusOf } from '../run/status';
import { readMatrix, readSkips } from './merge-lists';
import { bringTogether, partsOf, type Report } from './report-folders';

export interface MergeOptions {
  readonly out: string;
  readonly skips?: string;
  readonly matrix?: string;
  readonly plan?: string;
}

/** `endstate merge`: reports of several runs, or marks of several pieces, as one, with the exit status that one run would have. */
export async function merge(dirs: readonly string[], options: MergeOptions): Promise<number> {
  return areMarks(dirs, options) ? mergeMarks({ dirs, ...options }) : mergeReports(dirs, options);
}

/** Throws BadInput for both at once, and for options of the other ones. */
function areMarks(dirs: readonly string[], { skips, matrix, plan }: MergeOptions): boolean {
  const marks = dirs.find(hasMarks) ?? (plan && `--plan ${plan}`);
  if (marks === undefined) return false;
  const ofFeatures = dirs.find(hasResults) ?? (skips && `--skips ${skips}`) ?? (matrix && `--matrix ${matrix}`);
  if (ofFeatures === undefined) return true;
  throw new BadInput({
    what: `${marks} is of answers that are graded, ${ofFeatures} of features that were run`,
    next: 'merge them apart',
  });
}

async function mergeReports(dirs: readonly string[], { out, skips, matrix }: MergeOptions): Promise<number> {
  const list = skips === undefined ? undefined : readSkips(skips);
  const planned = matrix === undefined ? [] : readMatrix(matrix);
  const reports = await bringTogether(dirs, resolve(out));
  const missing = missingReports(reports, planned);
  const own = reports.flatMap(({ run }) => run?.scenarios ?? []);
  const judged = list && skips ? withExpectations(own, list, skips) : own;
  const notes = list ? staleExpectations(own, list) : [];
  const result = { ...timesOf(reports), scenarios: [...missing, ...judged] };
  await write(result, reports, notes, resolve(out));
  return statusOf(result.scenarios);
}

function missingReports(reports: readonly Report[], planned: readonly WorkflowJob[]): readonly ScenarioResult[] {
  const cells = new Map<string, Cell>([
    ...planned.map(({ shard: _, ...cell }): [string, Cell] => [cell.id, cell]),
    ...reports.flatMap(({ run }): [string, Cell][] => (run?.cell ? [[run.cell.id, run.cell]] : [])),
  ]);
  const broken = reports.filter(({ run }) => !run);
  return [
    ...broken.map(({ dir }) =>
      absent(`the run reported in ${relative(process.cwd(), dir)} did not come to its end`, 'npm run features'),
    ),
    ...missingParts(partsOf(reports), planned).map(({ cell, shard }) => {
      const flags = [...(cell ? [`--cell ${cell}`] : []), ...(shard ? [`--shard ${shard}`] : [])];
      const what = shard ? `there is no report of shard ${shard}` : 'there is no report';
      return absent(what, `npm run features -- ${flags.join(' ')}`, cells.get(cell));
    }),
  ];
}

/** From the first start to the last end. */
function timesOf(reports: readonly Report[]): Pick<RunResult, 'startedAt' | 'wallMs'> {
  const runs = reports.flatMap(({ run }) => run ?? []);
  const starts = runs.map(({ startedAt }) => startedAt.getTime());
  const ends = runs.map(({ startedAt, wallMs }) => startedAt.getTime() + wallMs);
  const start = starts.length > 0 ? Math.min(...starts) : Date.now();
  return { startedAt: new Date(start), wallMs: Math.max(start, ...ends) - start };
}

async function write(run: RunResult, reports: readonly Report[], stale: readonly string[], out: string): Promise<void> {
  const grid = gridOf(run.scenarios);
  const notes = [...stale, ...gaps(gridOf(run.scenarios.filter(({ uri }) => uri !== 'matrix')))];
  await mkdir(out, { recursive: true });
  await Promise.all([
    writeFile(join(out, 'junit.xml'), junitXml(run)),
    writeFile(join(out, 'index.html'), mergedPage({ run, grid, pages: pagesOf(reports), notes }, out)),
  ]);
  const lines = notes.map((note) => `note     ${note}\n`).join('');
  process.stdout.write(`${forTerminal(lines)}${summary(run)}\n`);
}

function pagesOf(reports: readonly Report[]): ReadonlyMap<string, readonly (readonly [string, string])[]> {
  const pages = new Map<string, (readonly [string, string])[]>();
  for (const { run, copy } of reports) {
    if (!run) continue;
    const column = columnOf(run.cell ? { cell: run.cell } : {});
    const name = run.shard ? `shard ${shardWords(run.shard)}` : 'report';
    pages.set(column, [...(pages.get(column) ?? []), [name, join(copy, 'index.html')]]);
  }
  return pages;
}
