import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../errors';
import { papers, readAnswer } from './answer';
import { type ImageSource, readImageSource } from './image-build';
import { imagePart } from './image-part';
import { problemFolder } from './problem-folder';
import type { World } from './world';

const applies = 'I apply the answer';

/**
 * The image of the answer under test; where nothing is changed, that of the problem itself. Throws BadInput where it has none, or another
 * part that no step applies.
 */
export async function answeredImage(world: World): Promise<ImageSource> {
  if (world.parameters.job.unchanged) return readImageSource(join(problemFolder(world.feature.uri) ?? '', imagePart));
  await readAnswer(world, world.answer);
  requireOthersApplied(world);
  const folder = join(world.answer, imagePart);
  if (existsSync(folder)) return readImageSource(folder);
  throw new BadInput({ what: `the answer ${world.answer} has no ${imagePart}/`, next: 'put a Dockerfile there' });
}

function requireOthersApplied({ answer, steps }: World): void {
  if (steps.some(({ text }) => text === applies)) return;
  const other = readdirSync(answer).find((name) => name !== imagePart && !papers.includes(name));
  if (other === undefined) return;
  const what = `${join(answer, other)} is not read: the scenario builds the answer's image alone`;
  throw new BadInput({ what, next: `write "When ${applies}" too, or leave the part out` });
}
