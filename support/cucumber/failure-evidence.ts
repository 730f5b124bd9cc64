import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { messageOf } from '../errors';
import { type EvidenceFacts, mediaTypes } from '../report/facts';
import { slug } from '../report/slug';
import { progress } from './session';
import { captureSuspect } from './suspect';
import type { World } from './world';

/** Evidence is worth a minute; a cluster that answers nothing must not hold up the run for longer. */
const limitMs = 60_000;

/** Takes what explains a verdict, and links it. Never rejects: it must not hide the failure. */
export async function collectEvidence(world: World, failure: string): Promise<void> {
  progress('taking evidence');
  const facts = await take(world, failure).catch(
    (error): EvidenceFacts => ({ index: '', missing: [`all of it: ${messageOf(error)}`] }),
  );
  world.attach(JSON.stringify(facts), mediaTypes.evidence);
}

async function take(world: World, failure: string): Promise<EvidenceFacts> {
  const { scenario, line } = world.feature;
  const dir = join(world.parameters.job.evidenceDir, slug(`${line}-${scenario}`));
  await rm(dir, { recursive: true, force: true });
  const { collect }: typeof import('../evidence') = require('../evidence');
  const signal = AbortSignal.timeout(limitMs);
  const { suspect } = world;
  const more = suspect ? (notes: string[]) => captureSuspect(world, suspect, notes, signal) : undefined;
  const options = { title: scenario, lab: world.lab, failure, signal, ...(more ? { more } : {}) };
  const { index, missing } = await collect(world.spec.withoutCluster ? undefined : await world.kube(), dir, options);
  return { index, missing };
}
