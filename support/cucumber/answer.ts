import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { DidNotBoot } from '../../clusters/lab';
import type { GroupRule } from '../../clusters/security-groups';
import { BadInput, Mismatch } from '../errors';
import { type Manifest, readManifests } from '../kube';
import { unknownWord } from '../nearest';
import { type LaidFile, layDisks, readDisks } from './disks';
import { imagePart, requireImageUsed } from './image-part';
import { inventoryPart, requireInventoryUsed } from './inventory';
import { applyAnswerManifests } from './manifests';
import { readRuntime, type TypedCommands, typeCommands } from './runtime';
import { addRules, readSecurityGroups } from './security-groups';
import type { World } from './world';

/** The parts of an answer's folder; an answer has at least one. */
export interface AnswerParts {
  /** Files laid onto disks; their machines then boot. */
  readonly disk: readonly LaidFile[];
  /** What is typed on running machines. */
  readonly runtime: readonly TypedCommands[];
  /** Rules that join those of the security groups. */
  readonly securityGroups: readonly GroupRule[];
  /** What is applied over the broken lab; without the folder the manifests stay as they are. */
  readonly manifests: readonly Manifest[] | undefined;
}

const partNames = ['disk', 'runtime', 'security-groups.yaml', 'manifests', inventoryPart, imagePart] as const;
/** What else lies in an answer's folder. */
export const papers = ['report.md', 'expect.yaml'];

/** What the run hands in: an answer, or nothing at all. Throws BadInput as {@link readAnswer} does, and where it is neither. */
export async function answerUnderTest(world: World): Promise<AnswerParts> {
  if (!world.parameters.job.unchanged) return readAnswer(world, world.answer);
  return { disk: [], runtime: [], securityGroups: [], manifests: undefined };
}

/** Reads an answer. Throws BadInput where it has no part, or one that cannot be read. */
export async function readAnswer(world: World, answer: string): Promise<AnswerParts> {
  await refuseStrangers(answer);
  const part = (name: (typeof partNames)[number]) => {
    const path = join(answer, name);
    return existsSync(path) ? path : undefined;
  };
  const [disk, runtime, securityGroups, manifests, inventory, image] = partNames.map(part);
  // The lab is made from it: nothing of it is left to apply.
  if (inventory) requireInventoryUsed(world, answer);
  // Built by a step of its own.
  if (image) requireImageUsed(world.steps, answer);
  if (manifests) world.requireLab();
  if (![disk, runtime, securityGroups, manifests, inventory, image].some(Boolean)) {
    const next = `put what it changes into ${partNames.map((name) => (name.includes('.') ? name : `${name}/`)).join(' or ')}`;
    throw new BadInput({ what: `the answer ${answer} has no part`, next });
  }
  return {
    disk: disk ? await readDisks(world, disk) : [],
    runtime: runtime ? await readRuntime(world, runtime) : [],
    securityGroups: securityGroups ? readSecurityGroups(world, securityGroups) : [],
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

/**
 * Lays an answer over what the scenario has made: disks first, since machines boot on them and forget what was typed, then
 * what is typed, the networks' security groups, and manifests.
 */
export async function applyAnswer(world: World, answer: AnswerParts): Promise<void> {
  const { disk, runtime, securityGroups, manifests } = answer;
  if (disk.length > 0) await layDisks(world, disk).catch(blameAnswer);
  await typeCommands(world, runtime);
  if (securityGroups.length > 0) await addRules(world, securityGroups);
  if (manifests) await applyAnswerManifests(world, manifests);
}

/** These machines had booted before the answer laid its files on their disks. */
function blameAnswer(error: unknown): never {
  if (!(error instanceof DidNotBoot)) throw error;
  throw new Mismatch(error.explanation, 'did-not-boot', { cause: error });
}
