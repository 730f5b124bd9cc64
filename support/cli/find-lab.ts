import type { LabHandle, Provider } from '../../clusters/provider';
import { everyProvider } from '../../clusters/registry';
import { BadInput } from '../errors';
import { unknownWord } from '../nearest';

/** A lab that is there, and who made it. */
export interface FoundLab {
  readonly provider: Provider;
  readonly handle: LabHandle;
}

/** The labs of every provider: one that cannot run here has none. */
export async function allLabs(): Promise<readonly FoundLab[]> {
  const found = await Promise.all(
    everyProvider().map(async (provider) => (await provider.list()).map((handle) => ({ provider, handle }))),
  );
  return found.flat();
}

/** A lab by its id or the beginning of it; without one, the only lab there is. Throws BadInput. */
export async function findLab(id: string | undefined): Promise<FoundLab> {
  const labs = await allLabs();
  const ids = labs.map(({ handle }) => handle.id);
  if (labs.length === 0) throw new BadInput({ what: 'there is no lab', next: 'npm run endstate -- up' });
  const found = id === undefined ? labs : labs.filter(({ handle }) => handle.id.startsWith(id));
  const [lab] = found;
  if (!lab) throw unknownWord('lab', id ?? '', ids);
  if (found.length === 1) return lab;
  throw new BadInput({ what: `${found.length} labs could be meant: ${ids.join(', ')}`, next: 'name one' });
}
