import { describeSetup } from '../../clusters/components/setup-event';
import { findDocker } from '../../clusters/docker/docker';
import { engineRuns, engineSocket, startEngine, stopEngine } from '../../clusters/docker/engine';
import { BadInput, exitStatus } from '../errors';
import { liveView } from '../report/live';
import { allLabs } from './find-lab';

/** `endstate docker up`: a Docker for machines where none answers; it stays until `endstate docker down`. */
export async function dockerUp(): Promise<number> {
  const found = await findDocker();
  if (!('missing' in found)) {
    process.stdout.write(`Docker ${found.version} answers already: nothing was started\n`);
    return exitStatus.pass;
  }
  const live = liveView(process.stderr);
  try {
    await startEngine({ keep: true, progress: (event) => live.phase(describeSetup(event)) });
  } finally {
    live.close();
  }
  process.stdout.write(
    `Docker is up\n  export DOCKER_HOST=unix://${engineSocket()}\n  npm run endstate -- docker down\n`,
  );
  return exitStatus.pass;
}

/** `endstate docker down`: ends the project's own Docker, of which nothing is left. Labs on it are to be taken down first. */
export async function dockerDown(): Promise<number> {
  const labs = engineRuns() ? (await allLabs()).filter(({ provider }) => provider.name === 'kind') : [];
  const [lab] = labs;
  if (lab) {
    const what = `${labs.length} lab(s) run on this Docker: ${labs.map(({ handle }) => handle.id).join(', ')}`;
    throw new BadInput({ what, next: `npm run endstate -- down ${lab.handle.id}` });
  }
  await stopEngine();
  process.stdout.write('Docker is down\n');
  return exitStatus.pass;
}
