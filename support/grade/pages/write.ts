import { join } from 'node:path';
import type { Gradebook } from '../gradebook';
import { writeWhole } from '../write-whole';
import { itemsCsv, sheetCsv } from './csv';
import { gradebookPage } from './html';
import { gradebookJunit } from './junit';
import { gradebookMarkdown } from './markdown';

/** The gradebook as data: what `endstate merge` reads. */
export const marksName = 'marks.json';

/** Writes the gradebook into its folder in every form that it has, each whole or not at all; the page that leads to all last. */
export async function writeGradebook(book: Gradebook, out: string): Promise<void> {
  const files = {
    [marksName]: `${JSON.stringify({ format: 1, ...book }, null, 2)}\n`,
    'marks.csv': itemsCsv(book),
    'sheet.csv': sheetCsv(book),
    'marks.md': gradebookMarkdown(book),
    'junit.xml': gradebookJunit(book),
    'index.html': gradebookPage(book),
  };
  for (const [name, text] of Object.entries(files)) await writeWhole(join(out, name), text);
}
