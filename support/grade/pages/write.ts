import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Gradebook } from '../gradebook';
import { itemsCsv, sheetCsv } from './csv';
import { gradebookPage } from './html';
import { gradebookJunit } from './junit';
import { gradebookMarkdown } from './markdown';

/** Writes the gradebook into its folder in every form that it has. */
export async function writeGradebook(book: Gradebook, out: string): Promise<void> {
  const files = {
    'marks.json': `${JSON.stringify({ format: 1, ...book }, null, 2)}\n`,
    'marks.csv': itemsCsv(book),
    'sheet.csv': sheetCsv(book),
    'marks.md': gradebookMarkdown(book),
    'index.html': gradebookPage(book),
    'junit.xml': gradebookJunit(book),
  };
  await Promise.all(Object.entries(files).map(([name, text]) => writeFile(join(out, name), text)));
}
