import { duration } from '../clock';
import { forHtml } from './escape';
import { anchor, marks } from './html-parts';
import { type Outcome, type ScenarioResult, worst } from './result';

/** Results of several cells: a row a scenario, with what was judged in it, a column a cell. */
export interface Grid {
  readonly columns: readonly string[];
  readonly rows: readonly GridRow[];
}

export interface GridRow {
  readonly where: string;
  readonly name: string;
  /** By column; one that is not there was not run in that cell. */
  readonly results: ReadonlyMap<string, ScenarioResult>;
}

/** The column of results that are of no cell. */
const noCell = 'no cell';

export const columnOf = ({ cell }: Pick<ScenarioResult, 'cell'>): string => cell?.id ?? noCell;

/** Rows and columns in the order in which they come. Of several results in one place the worst is shown. */
export function gridOf(scenarios: readonly ScenarioResult[]): Grid {
  const rows = new Map<string, GridRow & { readonly results: Map<string, ScenarioResult> }>();
  for (const result of scenarios) {
    const where = `${result.uri}:${result.line}${result.label ? ` [${result.label}]` : ''}`;
    const key = `${where} ${result.name}`;
    const row = rows.get(key) ?? { where, name: result.name, results: new Map() };
    const before = row.results.get(columnOf(result));
    row.results.set(columnOf(result), before ? worst(before, result) : result);
    rows.set(key, row);
  }
  return { columns: [...new Set(scenarios.map(columnOf))], rows: [...rows.values()] };
}

/** Scenarios that some cell has a result of and another one has not. */
export function gaps({ columns, rows }: Grid): readonly string[] {
  return rows.flatMap(({ where, name, results }) =>
    columns.filter((column) => !results.has(column)).map((column) => `${where}  ${name}: not run in ${column}`),
  );
}

/** The grid as a table. `idOf` tells which part of the page a result is explained in, `head` gives a column's HTML. */
export function gridHtml(
  { columns, rows }: Grid,
  reportsDir: string,
  { idOf, head }: { idOf(result: ScenarioResult): string; head(column: string): string },
): string {
  const line = ({ where, name, results }: GridRow) =>
    `<tr><th scope="row">${forHtml(name)}<br><small>${forHtml(where)}</small></th>${columns
      .map((column) => place(results.get(column), reportsDir, idOf))
      .join('')}</tr>`;
  return `<div class="wide"><table class="grid">
<thead><tr><th>Scenario</th>${columns.map((column) => `<th scope="col">${head(column)}</th>`).join('')}</tr></thead>
<tbody>
${rows.map(line).join('\n')}
</tbody>
</table></div>`;
}

function place(
  result: ScenarioResult | undefined,
  reportsDir: string,
  idOf: (result: ScenarioResult) => string,
): string {
  if (!result) return '<td class="not-run">not run</td>';
  const { outcome, evidence, durationMs } = result;
  const page = evidence?.index ? `<br>${anchor('evidence', evidence.index, reportsDir)}` : '';
  const time = timed(outcome) ? ` <small>${duration(durationMs)}</small>` : '';
  return `<td class="${outcome}"><a href="#${forHtml(idOf(result))}">${marks[outcome]}</a>${time}${page}</td>`;
}

function timed(outcome: Outcome): boolean {
  return outcome !== 'skip' && outcome !== 'bad-input';
}
