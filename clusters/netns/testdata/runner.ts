// A runner to be killed: makes a lab, prints its id, waits.
import { defaultSpec } from '../../lab';
import { netns } from '../provider';

async function main(): Promise<void> {
  const spec = { ...defaultSpec, workers: 1 };
  const lab = await netns.create(spec, { signal: AbortSignal.timeout(120_000) });
  console.log(lab.id);
  setInterval(() => {}, 60_000);
}

void main();
