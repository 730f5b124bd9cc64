import { provider } from '../../clusters/registry';
import { BadInput, exitStatus } from '../errors';
import { findLab } from './find-lab';

/** `endstate down`: one lab, or all. */
export async function down(id: string | undefined, { all }: { readonly all: boolean }): Promise<number> {
  if (all && id !== undefined) throw new BadInput({ what: 'a lab was named, and --all too', next: 'keep one of them' });
  const maker = provider();
  const handles = all ? await maker.list() : [(await findLab(id)).handle];
  for (const handle of handles) {
    await maker.destroy(handle);
    process.stdout.write(`${handle.id} is down\n`);
  }
  if (handles.length === 0) process.stdout.write('there is no lab\n');
  return exitStatus.pass;
}
