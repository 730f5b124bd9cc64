import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { BadInput } from '../errors';
import { type Manifest, readManifests } from '../kube';
import { unknownWord } from '../nearest';
import { type LaidFile, layDisks, readDisks } from './disks';
import { applyAnswerManifests } from './manifests';
import type { World } from './world';

/** The parts of an answer's folder; an answer has at least one. */
export interface AnswerParts {
  /** Files laid onto disks; their machines then boot. */
  readonly disk: readonly LaidFile[];
  /** What is applied over the broken lab; without the folder the manifests stay as they are. */
  readonly manifests: readonly Manifest[] | undefined;
}

const partNames = ['disk', 'manifests'] as const;
/** What else lies in an answer's folder. */
const papers = ['report.md', 'expect.yaml'];

/** Reads an answer. Throws BadInput where it has no part, or one that cannot be read. */
export async function readAnswer(world: World, answer: string): Promise<AnswerParts> {
  await refuseStrangers(answer);
  const folder = (name: (typeof partNames)[number]) => {
    const path = join(answer, name);
    return existsSync(path) ? path : undefined;
  };
  const [disk, manifests] = [folder('disk'), folder('manifests')];
  if (!disk && !manifests) {
    const next = `put what it changes into ${partNames.map((name) => `${name}/`).join(' or ')}`;
    throw new BadInput({ what: `the answer ${answer} has no part`, next });
  }
  return {
    disk: disk ? await readDisks(world, disk) : [],
    manifests: manifests ? await readManifests(manifests) : undefined,
  };
}

/** A part that nobody reads would be judged as if it had not been handed in. */
async function refuseStrangers(answer: string): Promise<void> {
  const entries = await readdir(answer, { withFileTypes: true });
  const strange = entries.find(({ name }) => ![...partNames, ...papers].includes(name));
  if (strange) throw unknownWord(`part of an answer, in ${answer},`, strange.name, [...partNames, ...papers]);
  const link = entries.find((entry) => entry.isSymbolicLink());
  if (link)
    throw new BadInput({ what: `${join(answer, link.name)} is a link`, next: 'an answer holds its files itself' });
}

/** Lays an answer over what the scenario has made: disks first, since machines boot on them, then manifests. */
export async function applyAnswer(world: World, { disk, manifests }: AnswerParts): Promise<void> {
  if (disk.length > 0) await layDisks(world, disk);
  if (manifests) await applyAnswerManifests(world, manifests);
}
