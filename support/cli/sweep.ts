import { provider } from '../../clusters/registry';
import { exitStatus } from '../errors';

/** `endstate sweep`: takes away the labs whose runners are gone. */
export async function sweep(): Promise<number> {
  const maker = provider();
  const orphans = (await maker.list()).filter(({ state }) => state === 'orphaned');
  for (const { id } of orphans) {
    await maker.destroy({ id });
    process.stdout.write(`${id} is gone\n`);
  }
  return exitStatus.pass;
}
