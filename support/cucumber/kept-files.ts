import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { slug } from '../report/slug';
import type { World } from './world';

/** Writes files beside the scenario's evidence, which is taken anew when a step fails. Resolves with the first one's path. */
export async function keepFiles(world: World, files: Readonly<Record<string, string>>): Promise<string> {
  const { scenario, line } = world.feature;
  const dir = join(world.parameters.job.evidenceDir, slug(`${line}-${scenario}-tests`));
  await mkdir(dir, { recursive: true });
  const paths = Object.keys(files).map((name) => join(dir, name));
  await Promise.all(Object.values(files).map((content, index) => writeFile(paths[index] ?? dir, content)));
  return paths[0] ?? dir;
}
