import { BadInput, exitStatus } from '../errors';
import { allLabs, findLab } from './find-lab';

/** `endstate down`: one lab, or all. */
export async function down(id: string | undefined, { all }: { readonly all: boolean }): Promise<number> {
  if (all && id !== undefined) throw new BadInput({ what: 'a lab was named, and --all too', next: 'keep one of them' });
  const labs = all ? await allLabs() : [await findLab(id)];
  for (const { provider, handle } of labs) {
    await provider.destroy(handle);
    process.stdout.write(`${handle.id} is down\n`);
  }
  if (labs.length === 0) process.stdout.write('there is no lab\n');
  return exitStatus.pass;
}
