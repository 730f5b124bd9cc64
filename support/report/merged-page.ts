import { duration } from '../clock';
import { forHtml } from './escape';
import { type Grid, gridHtml } from './grid';
import { anchor, documentOf, labs, section } from './html-parts';
import { count, countLine, type RunResult, type ScenarioResult } from './result';

export interface MergedPage {
  readonly run: RunResult;
  readonly grid: Grid;
  /** By column of the grid, the pages of its own runs: a name and the absolute path of each. */
  readonly pages: ReadonlyMap<string, readonly (readonly [name: string, path: string])[]>;
  /** What is to be known beside the verdicts. */
  readonly notes: readonly string[];
}

/** Several runs as one page: the cells as a grid, and below it every scenario of every cell. */
export function mergedPage({ run, grid, pages, notes }: MergedPage, reportsDir: string): string {
  const ids = new Map<ScenarioResult, string>(run.scenarios.map((result, index) => [result, `r${index + 1}`]));
  const idOf = (result: ScenarioResult) => ids.get(result) ?? '';
  const head = (column: string) =>
    [forHtml(column), ...(pages.get(column) ?? []).map(([name, path]) => anchor(name, path, reportsDir))].join('<br>');
  const body = `<p>${forHtml(run.startedAt.toISOString())}, ${duration(run.wallMs)}, ${grid.columns.length} cells</p>
${notes.map((note) => `<p class="warning">${forHtml(note)}</p>`).join('\n')}
${gridHtml(grid, reportsDir, { idOf, head })}
${labs(run.scenarios)}
${run.scenarios.map((result) => section(result, reportsDir, idOf(result))).join('\n')}`;
  return documentOf(countLine(count(run.scenarios)), body);
}
