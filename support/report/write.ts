import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunResult } from './result';

/** Writes `junit.xml` and `index.html` into the reports folder. */
export async function writeReports(run: RunResult, reportsDir: string): Promise<void> {
  // Loaded at the end of a run: the XML builder would hold up its start.
  const { junitXml }: typeof import('./junit') = require('./junit');
  const { htmlPage }: typeof import('./html') = require('./html');
  await mkdir(reportsDir, { recursive: true });
  await Promise.all([
    writeFile(join(reportsDir, 'junit.xml'), junitXml(run)),
    writeFile(join(reportsDir, 'index.html'), htmlPage(run, reportsDir)),
  ]);
}
