import { join } from 'node:path';
import { ensureArtifact, type MakeContext, type Maker } from '../components/artifact';
import { recipeId, sourceHash } from '../components/recipe';
import type { SetupOptions } from '../components/setup-event';
import { together } from '../components/together';
import type { Provenance } from '../lab';
import { writeImageArchive } from './archive';
import type { ImageName } from './names';
import type { ImageRecipe } from './recipe';

const shared = ['./archive', './closure', './layer'].map((name) => require.resolve(name));

/** How to make an image of that name from a recipe of ours. Its label `dev.endstate.substituted` says what is inside. */
export async function substitutedImage(name: ImageName, recipe: ImageRecipe): Promise<Maker> {
  const { full, repository, tag } = name;
  const ingredients = await recipe.ingredients(tag);
  const inputs = {
    substituted: full,
    code: sourceHash(recipe.source, ...(recipe.helpers ?? []), ...shared),
    ingredients: ingredients.map((maker) => recipeId(maker.recipe)),
  };
  return {
    shelf: 'images',
    recipe: { name: repository, version: tag ?? 'by-digest', inputs },
    needsBytes: 2 ** 28,
    make: (dir, context) => make(name, recipe, ingredients, dir, context),
  };
}

async function make(
  { full, tag }: ImageName,
  recipe: ImageRecipe,
  ingredients: readonly Maker[],
  dir: string,
  context: MakeContext,
): Promise<readonly Provenance[]> {
  const tasks = ingredients.map((maker) => (shared: SetupOptions) => ensureArtifact(maker, shared));
  const made = await together(tasks, context);
  context.report('build', full);
  const { entries, config, version, inside } = await recipe.assemble(made, tag);
  const labels = { ...config.Labels, 'dev.endstate.substituted': inside };
  await writeImageArchive(join(dir, 'image.tar'), full, entries, { ...config, Labels: labels });
  return [{ name: full, version, source: 'substituted', detail: inside }];
}
