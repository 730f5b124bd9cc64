import type { Evidence } from '../../clusters/lab';
import { forHtml } from '../report/escape';

export interface Page {
  readonly title: string;
  readonly takenAt: Date;
  /** The failure that all this explains. */
  readonly failure?: string | undefined;
  readonly summary: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly missing: readonly string[];
}

/** One page that says what stands out and links every file. Whatever came from the cluster is escaped; nothing runs. */
export function page({ title, takenAt, failure, summary, evidence, missing }: Page): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${forHtml(title)}</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; max-width: 70rem; margin: 2rem auto; padding: 0 1rem; }
pre { background: #f4f4f4; padding: 1rem; overflow: auto; white-space: pre-wrap; }
ul { padding-left: 1.2rem; }
.missing { color: #a40000; }
</style>
</head>
<body>
<h1>${forHtml(title)}</h1>
<p>Taken at ${takenAt.toISOString()}.</p>
${failure ? `<pre>${forHtml(failure)}</pre>\n` : ''}<h2>What stands out</h2>
<p>${summary.length > 0 ? summary.map(forHtml).join('<br>\n') : 'Nothing: every node and pod is ready, every service has endpoints.'}</p>
${missing.length > 0 ? `<h2 class="missing">Could not be taken</h2>\n${listOf(missing.map(forHtml))}\n` : ''}<h2>Files</h2>
${[...groups(evidence)].map(([name, files]) => `<h3>${forHtml(name)}</h3>\n${listOf(files.map(link))}`).join('\n')}
</body>
</html>
`;
}

/** By the first folder of their paths. */
function groups(evidence: readonly Evidence[]): ReadonlyMap<string, readonly Evidence[]> {
  const found = new Map<string, Evidence[]>();
  for (const file of evidence) {
    const [folder] = file.path.includes('/') ? file.path.split('/') : ['cluster'];
    found.set(folder as string, [...(found.get(folder as string) ?? []), file]);
  }
  return found;
}

function listOf(items: readonly string[]): string {
  return `<ul>\n${items.map((item) => `<li>${item}</li>`).join('\n')}\n</ul>`;
}

function link({ title, path }: Evidence): string {
  return `<a href="${forHtml(path.split('/').map(encodeURIComponent).join('/'))}">${forHtml(title)}</a>`;
}
