import { rename, writeFile } from 'node:fs/promises';

/** Writes a file whole or not at all: whoever is killed in between, or reads meanwhile, has the one of before. */
export async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text);
  await rename(`${path}.new`, path);
}
