import { duration } from '../clock';
import { forHtml } from './escape';
import { documentOf, labs, section } from './html-parts';
import { count, countLine, type RunResult } from './result';

/** The run as one page that needs nothing beside it. Links to evidence are relative to the reports folder. */
export function htmlPage(run: RunResult, reportsDir: string): string {
  const body = `<p>${forHtml(run.startedAt.toISOString())}, ${duration(run.wallMs)}</p>
${labs(run.scenarios)}
${run.scenarios.map((scenario) => section(scenario, reportsDir)).join('\n')}`;
  return documentOf(countLine(count(run.scenarios)), body);
}
