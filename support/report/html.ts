import { relative } from 'node:path';
import { duration } from '../clock';
import { forHtml } from './escape';
import type { SuiteFacts } from './facts';
import { failureText } from './failure-text';
import { styles } from './html-styles';
import { count, countLine, type Outcome, type RunResult, type ScenarioResult, type StepResult } from './result';
import { countsOf, testLine } from './suite';
import { labLine } from './summary';

const marks: Readonly<Record<Outcome, string>> = {
  pass: 'pass',
  fail: 'fail',
  inconclusive: 'inconclusive',
  skip: 'skip',
  'bad-input': 'bad input',
};

/** The run as one page that needs nothing beside it. Links to evidence are relative to the reports folder. */
export function htmlPage(run: RunResult, reportsDir: string): string {
  const counts = forHtml(countLine(count(run.scenarios)));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Endstate: ${counts}</title>
<style>${styles}</style>
</head>
<body>
<h1>${counts}</h1>
<p>${forHtml(run.startedAt.toISOString())}, ${duration(run.wallMs)}</p>
${labs(run.scenarios)}
${run.scenarios.map((scenario) => section(scenario, reportsDir)).join('\n')}
</body>
</html>
`;
}

function labs(scenarios: readonly ScenarioResult[]): string {
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

function section(result: ScenarioResult, reportsDir: string): string {
  const { outcome, name, label, uri, line, durationMs } = result;
  const open = outcome === 'pass' || outcome === 'skip' ? '' : ' open';
  const where = `${uri}:${line}${label ? ` [${label}]` : ''}, ${duration(durationMs)}`;
  return `<details class="scenario ${outcome}"${open}>
<summary><b>${marks[outcome]}</b> ${forHtml(name)} <small>${forHtml(where)}</small></summary>
<ol>${result.steps.map(step).join('')}</ol>
${result.failure ? `<pre>${forHtml(failureText(result))}</pre>` : ''}
${evidence(result, reportsDir)}
${(result.suites ?? []).map((suite) => tests(suite, reportsDir)).join('\n')}
${result.warnings.map((warning) => `<p class="warning">${forHtml(warning)}</p>`).join('')}
</details>`;
}

function step({ text, status, durationMs }: StepResult): string {
  const time = status === 'not-run' ? 'not run' : duration(durationMs);
  return `<li class="${status}">${forHtml(text)} <small>${time}</small></li>`;
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
  const href = relative(reportsDir, path).split('/').map(encodeURIComponent).join('/');
  return `<p><a href="${forHtml(href)}">${text}</a></p>`;
}
