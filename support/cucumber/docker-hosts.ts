import { imageList } from '../../clusters/docker/held-images';
import { imageName } from '../../clusters/images';
import { BadInput } from '../errors';
import type { Executor } from '../exec/exec';
import type { World } from './world';

/** Throws BadInput for a machine that is no host with the role `docker`. */
export function requireDockerHost(world: World, machine: string): void {
  const host = world.spec.hosts.find(({ name }) => name === machine);
  if (host?.roles.includes('docker')) return;
  const next = 'give it the role docker in the table of hosts';
  throw new BadInput({ what: `${machine} is no host with Docker`, next });
}

/** Name and tag as Docker takes them (distribution/reference). */
const reference = /^[a-z0-9]+(?:(?:[._-]+|\/|:\d+\/)[a-z0-9]+)*(?::\w[\w.-]{0,127})?$/;

/** The words of a step about an image on a host. Throws BadInput. */
export function requireImage(world: World, machine: string, image: string): void {
  requireDockerHost(world, machine);
  if (reference.test(image)) return;
  throw new BadInput({
    what: `"${image}" is no name of an image`,
    next: 'write small letters and perhaps a tag: app:0.1',
  });
}

/** The host, for commands of Docker's. */
export function dockerHost(world: World, machine: string): Executor {
  return world.lab.machine(machine);
}

/** Throws BadInput for a list of images that names none. */
export function checkHeld(world: World, machine: string, words: string): void {
  const names = imageList(words);
  if (names.length === 0)
    throw new BadInput({ what: `"${words}" names no image`, next: 'write golang:1.15.0, alpine:3.12' });
  for (const name of names) requireImage(world, machine, name);
  for (const name of names) imageName(name);
}

/** Nothing is left to do where the lab was made with them. */
export async function holdImages(world: World, machine: string, words: string): Promise<void> {
  await world.lab.holdImages?.(machine, imageList(words), world.signal);
}
