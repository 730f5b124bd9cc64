import { machineNames } from '../../clusters/lab';
import { type Condition, eventually, type Probe, type WaitOptions } from '../assert';
import { messageOf } from '../errors';
import type { EvidenceFile } from '../evidence';
import type { Executor } from '../exec/exec';
import { type Capture, whileCapturing } from '../probe';
import { slug } from '../report/slug';
import type { World } from './world';

/** What failed and can be tried once more while packets are captured: a claim on traffic, a job. */
export interface Suspect {
  readonly description: string;
  /** The ends of the traffic that are no machines: the networks of pods, the runner. */
  readonly ends: readonly Executor[];
  /** Resolves with what came of it, in words. */
  tryAgain(signal: AbortSignal): Promise<string>;
}

/** A claim on traffic as it is tried. */
export interface Trial<T> {
  readonly probe: Probe<T>;
  readonly condition: Condition<T>;
  readonly ends: Suspect['ends'];
}

/** Waits for a claim on traffic, with itself as what is tried once more if it fails. */
export async function eventuallyHolds<T>(world: World, trial: Trial<T>, options: WaitOptions): Promise<T> {
  const { probe, condition, ends } = trial;
  const tryAgain = async (signal: AbortSignal) => condition(await probe.observe(signal)).detail;
  const suspect = { description: probe.description, ends, tryAgain };
  return suspecting(world, suspect, () => eventually(probe, condition, options));
}

/** Does what may fail. A failure's suspect is remembered: its packets belong to the evidence. */
export async function suspecting<T>(world: World, suspect: Suspect, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    world.suspect = suspect;
    throw error;
  }
}

/** The rest of the evidence needs time too. */
const attemptMs = 20_000;

/** Ports of what the cluster says to itself all the time: left out, unless the claim is about that very port. */
const chatter = (apiServerPort: number) => [apiServerPort, 2379, 10250];

/**
 * One more attempt at what failed, with the packets that its ends and every machine of the lab saw meanwhile. What
 * could not be captured is noted in `missing`.
 */
export async function captureSuspect(
  { lab }: Pick<World, 'lab'>,
  { description, ends, tryAgain }: Suspect,
  missing: string[],
  signal: AbortSignal,
): Promise<readonly EvidenceFile[]> {
  const machines = machineNames(lab.spec).map((name) => lab.machine(name));
  const quiet = chatter(lab.spec.apiServerPort).filter((port) => !new RegExp(`:${port}\\b`).test(description));
  const filter = quiet.map((port) => `not port ${port}`).join(' and ');
  const again = () => tryAgain(AbortSignal.any([signal, AbortSignal.timeout(attemptMs)])).catch(messageOf);
  const captured = await whileCapturing([...ends, ...machines], again, { filter, signal });
  missing.push(...captured.missing);
  return [attempt(description, captured.result), ...captured.captures.flatMap(files)];
}

function attempt(description: string, result: string): EvidenceFile {
  const content = `One more attempt, after the failure, while packets were captured.\n${description}\n${result}\n`;
  return { title: 'what was tried once more, and what came of it', path: 'traffic/attempt.txt', content };
}

function files({ place, text, pcap }: Capture): readonly EvidenceFile[] {
  const path = `traffic/${slug(place)}`;
  return [
    { title: `${place}: packets as text`, path: `${path}.txt`, content: text || 'no packet\n' },
    { title: `${place}: packets as pcap`, path: `${path}.pcap`, content: pcap },
  ];
}
