import { exitStatus } from '../errors';
import { allLabs } from './find-lab';

/** `endstate sweep`: takes away the labs whose runners are gone. */
export async function sweep(): Promise<number> {
  const orphans = (await allLabs()).filter(({ handle }) => handle.state === 'orphaned');
  for (const { provider, handle } of orphans) {
    await provider.destroy(handle);
    process.stdout.write(`${handle.id} is gone\n`);
  }
  return exitStatus.pass;
}
