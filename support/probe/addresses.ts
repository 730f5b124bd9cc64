import { Inconclusive } from '../errors';
import type { Executor } from '../exec/exec';
import { firstLine, graceMs, isResult, runTool } from './tool';

/** The IPv4 addresses of a place's interfaces, its loopback's too. Rejects with Inconclusive where they cannot be read. */
export async function addressesOf(place: Executor, signal: AbortSignal): Promise<readonly string[]> {
  const answer = await runTool(place, ['ip', '-oneline', '-4', 'address'], { limitMs: graceMs, signal });
  if (isResult(answer) && answer.exitCode === 0) {
    return [...answer.stdout.matchAll(/ inet ([\d.]+)/g)].map(([, address]) => address as string);
  }
  const last = isResult(answer) ? firstLine(answer.stderr) : answer.words;
  throw new Inconclusive({ what: `the addresses of ${place.name} could not be read`, last });
}
