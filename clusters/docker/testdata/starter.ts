// To be killed: starts a Docker that is to end with it, says so, waits.
import { startEngine } from '../engine';

async function main(): Promise<void> {
  await startEngine({ keep: false });
  console.log('up');
  setInterval(() => {}, 60_000);
}

void main();
