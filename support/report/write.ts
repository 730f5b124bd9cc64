import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from './result';
import { resultsJson, resultsName } from './results-file';

/** Writes `junit.xml`, `index.html` and `results.json` into the reports folder. */
export async function writeReports(run: RunResult, reportsDir: string): Promise<void> {
  // Loaded at the end of a run: the XML builder would hold up its start.
  const { junitXml }: typeof import('./junit') = require('./junit');
  const { htmlPage }: typeof import('./html') = require('./html');
  await mkdir(reportsDir, { recursive: true });
  await Promise.all([
    writeFile(join(reportsDir, 'junit.xml'), junitXml(run)),
    writeFile(join(reportsDir, 'index.html'), htmlPage(run, reportsDir)),
    writeFile(join(reportsDir, resultsName), resultsJson(run, reportsDir)),
  ]);
}
