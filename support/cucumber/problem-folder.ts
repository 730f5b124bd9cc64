import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The nearest folder above a feature with a problem.yaml; none for a feature that is no problem's. */
export function problemFolder(feature: string): string | undefined {
  for (let folder = dirname(feature); folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'problem.yaml'))) return folder;
  }
  return undefined;
}
