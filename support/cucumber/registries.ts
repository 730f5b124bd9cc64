import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { imageArchive } from '../../clusters/images';
import { type ImageName, imageName } from '../../clusters/images/names';
import { imageOfProgram } from '../../clusters/images/program';
import { pushImage } from '../../clusters/images/push';
import { BadInput } from '../errors';
import { progress } from './session';
import type { World } from './world';

/** What a registry of the lab is to hold. */
export interface HeldImage {
  readonly machine: string;
  readonly image: ImageName;
  /** Path of a shell script, absolute. */
  readonly script: string;
  /** The image on which it runs. */
  readonly base: string;
}

/** Reads the words of a step about a registry's image. Throws BadInput where they cannot be had. */
export function readHeldImage(world: World, machine: string, name: string, script: string, base: string): HeldImage {
  const host = world.spec.hosts.find((each) => each.name === machine);
  if (!host?.roles.includes('registry')) {
    throw new BadInput({ what: `${machine} is no registry`, next: 'give it the role registry in the table of hosts' });
  }
  const path = world.path(script);
  if (!existsSync(path)) throw new BadInput({ what: `there is no ${path}`, next: 'name a shell script' });
  const image = imageName(name);
  if (image.registry !== 'docker.io' && image.tag !== undefined) return { machine, image, script: path, base };
  const next = 'write the name by which pods ask for it: registry.example/app:latest';
  throw new BadInput({ what: `${name} does not name a registry of the lab and a tag`, next });
}

/** Makes the image and pushes it by HTTP; from then on nobody but the registry gives it to a node. */
export async function holdImage(world: World, { machine, image, script, base }: HeldImage): Promise<void> {
  const { signal } = world;
  const [archive, text] = await Promise.all([imageArchive(base, { signal }), readFile(script, 'utf8')]);
  progress(`pushing ${image.full}`);
  const pushed = await imageOfProgram(archive.path, text);
  const [address] = world.lab.machine(machine).addresses;
  const repository = image.repository.slice(image.registry.length + 1);
  const from = world.lab.runner();
  await pushImage(`http://${address}`, repository, image.tag ?? '', pushed, { from, signal });
}
