import { Mismatch } from '../errors';
import { imageBytes, imageLayers, isMadeOn } from '../probe';
import { type MeasureFacts, mediaTypes } from '../report/facts';
import { dockerHost } from './docker-hosts';
import type { World } from './world';

/** As `docker images` counts: 1 MB is 1,000,000 bytes. */
const megabyte = 1_000_000;

/** Measures an image, whatever comes of the claim: `image-size` of a rubric's scale, in MB. */
export async function judgeSize(world: World, machine: string, image: string, below: number): Promise<void> {
  await requireBelow(world, machine, image, { bytes: below * megabyte, words: `${below}MB` });
}

/** The same against another image of the machine. */
export async function judgeSmaller(world: World, machine: string, image: string, other: string): Promise<void> {
  const bytes = await imageBytes(dockerHost(world, machine), other, world.signal);
  await requireBelow(world, machine, image, { bytes, words: `the image ${other}, ${inMegabytes(bytes)}MB` });
}

interface Limit {
  readonly bytes: number;
  readonly words: string;
}

async function requireBelow(world: World, machine: string, image: string, { bytes, words }: Limit): Promise<void> {
  const own = await imageBytes(dockerHost(world, machine), image, world.signal);
  const value = inMegabytes(own);
  const facts: MeasureFacts = { measure: 'image-size', value, unit: 'MB' };
  world.attach(JSON.stringify(facts), mediaTypes.measure);
  if (own < bytes) return;
  const what = `the image ${image} on ${machine} is not smaller than ${words}`;
  throw new Mismatch({ what, last: `it is ${value}MB` }, 'too-large');
}

function inMegabytes(bytes: number): number {
  return Math.round((bytes * 100) / megabyte) / 100;
}

/** What an image runs on is seen in its layers: a Dockerfile may name one image and take another. */
export async function judgeBase(world: World, machine: string, image: string, base: string): Promise<void> {
  const host = dockerHost(world, machine);
  const [own, wanted] = await Promise.all([image, base].map((name) => imageLayers(host, name, world.signal)));
  if (own && wanted && isMadeOn(own, wanted)) return;
  const what = `the image ${image} on ${machine} is not made on ${base}`;
  throw new Mismatch({ what, last: 'its layers begin with those of another image' }, 'other-base');
}
