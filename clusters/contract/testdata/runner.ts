// A runner to be killed: makes a lab of the provider that it is told, says how far it is, waits.
import { provider } from '../../registry';
import { smallSpec } from '../small';

async function main(): Promise<void> {
  const [, , name] = process.argv;
  const progress = (message: string) => console.log(message);
  const lab = await provider(name as 'netns').create(smallSpec, { signal: AbortSignal.timeout(180_000), progress });
  console.log(`${lab.id}: is up`);
  setInterval(() => {}, 60_000);
}

void main();
