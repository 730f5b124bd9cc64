import { relative } from 'node:path';
import { duration } from '../clock';
import { forHtml } from './escape';
import type { MeasureFacts, SuiteFacts } from './facts';
import { failureText } from './failure-text';
import { styles } from './html-styles';
import { markOf, type Outcome, type ScenarioResult, type StepResult } from './result';
import { weakerClaim } from './roll-outs';
import { countsOf, testLine } from './suite';
import { labLine } from './summary';

/** An outcome as pages name it. */
export const marks: Readonly<Record<Outcome, string>> = {
  pass: 'pass',
  fail: 'fail',
  inconclusive: 'inconclusive',
  skip: 'skip',
  'bad-input': 'bad input',
};

/** A page that needs nothing beside it. The body is HTML, the title text. */
export function documentOf(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Endstate: ${forHtml(title)}</title>
<style>${styles}</style>
</head>
<body>
<h1>${forHtml(title)}</h1>
${body}
</body>
</html>
`;
}

/** What the scenarios ran on, each line once. */
export function labs(scenarios: readonly ScenarioResult[]): string {
  const facts = scenarios.flatMap(({ lab }) => (lab ? [lab] : []));
  const lines = new Set([
    ...facts.map(labLine),
    ...facts.flatMap(({ provenance }) =>
      provenance.map(
        ({ name, version, source, detail }) => `${name} ${version}: ${source}${detail ? `, ${detail}` : ''}`,
      ),
    ),
  ]);
  if (lines.size === 0) return '';
  const items = [...lines].map((line) => `<li>${forHtml(line)}</li>`).join('');
  return `<details><summary>What it ran on</summary><ul>${items}</ul></details>`;
}

/** One scenario, open where there is something to read. `id` is what other parts of the page link to. */
export function section(result: ScenarioResult, reportsDir: string, id?: string): string {
  const { outcome, name, uri, line, durationMs } = result;
  const mark = markOf(result);
  const open = outcome === 'pass' || outcome === 'skip' ? '' : ' open';
  const where = `${uri}:${line}${mark ? ` [${mark}]` : ''}, ${duration(durationMs)}`;
  return `<details class="scenario ${outcome}"${id ? ` id="${forHtml(id)}"` : ''}${open}>
<summary><b>${marks[outcome]}</b> ${forHtml(name)} <small>${forHtml(where)}</small></summary>
<ol>${result.steps.map(step).join('')}</ol>
${result.failure ? `<pre>${forHtml(failureText(result))}</pre>` : ''}
${(result.measures ?? []).map(measured).join('')}
${evidence(result, reportsDir)}
${(result.suites ?? []).map((suite) => tests(suite, reportsDir)).join('\n')}
${(result.rollOuts ?? []).map((facts) => `<p class="warning">${forHtml(weakerClaim(facts))}</p>`).join('')}
${result.warnings.map((warning) => `<p class="warning">${forHtml(warning)}</p>`).join('')}
</details>`;
}

function step({ text, status, durationMs }: StepResult): string {
  const time = status === 'not-run' ? 'not run' : duration(durationMs);
  return `<li class="${status}">${forHtml(text)} <small>${time}</small></li>`;
}

function measured({ measure, value, unit }: MeasureFacts): string {
  return `<p>Measured: ${forHtml(`${measure} is ${value} ${unit}`)}</p>`;
}

function tests({ title, tests: all, log }: SuiteFacts, reportsDir: string): string {
  const items = all.map(
    (test) => `<li class="${test.outcome}">${forHtml(testLine(test))} <small>${duration(test.durationMs)}</small></li>`,
  );
  return `<details><summary>${forHtml(title)}: ${countsOf(all)}</summary><ol>${items.join('')}</ol>${link('Log', log, reportsDir)}</details>`;
}

function evidence({ evidence: facts }: ScenarioResult, reportsDir: string): string {
  return facts?.index ? link('Evidence', facts.index, reportsDir) : '';
}

function link(text: string, path: string, reportsDir: string): string {
  return `<p>${anchor(text, path, reportsDir)}</p>`;
}

/** A link to a file below the reports folder. */
export function anchor(text: string, path: string, reportsDir: string): string {
  const href = relative(reportsDir, path).split('/').map(encodeURIComponent).join('/');
  return `<a href="${forHtml(href)}">${forHtml(text)}</a>`;
}
