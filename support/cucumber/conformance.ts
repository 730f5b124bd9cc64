import { availableParallelism } from 'node:os';
import type { PickleStep } from '@cucumber/messages';
import { endToEndMinor } from '../../clusters/components/add-ons';
import { kubernetesReleases } from '../../clusters/components/manifest';
import { networkTestImages } from '../../clusters/images/end-to-end';
import { duration } from '../clock';
import { reportFile } from '../conformance/command';
import { runSuite } from '../conformance/run';
import { requireEveryTestPassed } from '../conformance/verdict';
import { unknownWord } from '../nearest';
import { mediaTypes, type SuiteFacts } from '../report/facts';
import { countsOf } from '../report/suite';
import { keepFiles } from './kept-files';
import { progress } from './session';
import type { World } from './world';

/** The groups whose tests find the images they ask for here. */
const sigs = ['sig-network'];

/** Tests wait more than they work; with more at once than this the API server is what they wait for. */
const processes = Math.min(2 * availableParallelism(), 8);

const wordsOfStep = /\bevery \S+ conformance test of the cluster's release passes$/;

/** Whether a step of the scenario will ask for the release's own tests. */
export function foreseesConformance(steps: readonly PickleStep[]): boolean {
  return steps.some(({ text }) => wordsOfStep.test(text));
}

/** The images that the tests of a step start pods with; none for any other step. */
export function conformanceImages(world: World, { text }: PickleStep): readonly string[] {
  return wordsOfStep.test(text) ? networkTestImages[endToEndMinor(world.spec.kubernetes)] : [];
}

/** Throws BadInput for a group or a release whose tests are not at hand. */
export function checkConformance(world: World, sig: string): void {
  if (!sigs.includes(sig)) throw unknownWord('special interest group', sig, sigs);
  endToEndMinor(world.spec.kubernetes);
}

/** Runs a group's conformance tests of the cluster's own release, leaves in the report what became of each, and judges. */
export async function judgeConformance(world: World, sig: string, withinMs: number): Promise<void> {
  const release = kubernetesReleases[endToEndMinor(world.spec.kubernetes)];
  const title = `${sig} conformance, Kubernetes ${release}, kube-proxy ${world.spec.kubeProxy}`;
  const begin = performance.now();
  const { log, report } = await runSuite(
    world.lab.endToEndTests(),
    { sig, withinMs, processes },
    {
      signal: world.signal,
      onProgress: (ended) => progress(`${ended} tests of ${title} after ${duration(performance.now() - begin)}`),
    },
  );
  // Loaded when a report is there to be read: the XML reader would hold up every start.
  const { readReport }: typeof import('../conformance/report') = require('../conformance/report');
  const found = readReport(report, sig);
  const facts: SuiteFacts = {
    title,
    tests: found.tests,
    log: await keepFiles(world, { 'e2e.log': log, [reportFile]: report }),
  };
  world.attach(JSON.stringify(facts), mediaTypes.suite);
  progress(countsOf(found.tests));
  requireEveryTestPassed(found, title);
}
