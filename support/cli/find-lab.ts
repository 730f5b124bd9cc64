import type { LabHandle, Provider } from '../../clusters/provider';
import { provider } from '../../clusters/registry';
import { BadInput } from '../errors';
import { unknownWord } from '../nearest';

/** A lab by its id or the beginning of it; without one, the only lab there is. Throws BadInput. */
export async function findLab(id: string | undefined): Promise<{ provider: Provider; handle: LabHandle }> {
  const maker = provider();
  const handles = await maker.list();
  const ids = handles.map((handle) => handle.id);
  if (handles.length === 0) throw new BadInput({ what: 'there is no lab', next: 'npm run endstate -- up' });
  const found = id === undefined ? handles : handles.filter((handle) => handle.id.startsWith(id));
  const [handle] = found;
  if (!handle) throw unknownWord('lab', id ?? '', ids);
  if (found.length === 1) return { provider: maker, handle };
  throw new BadInput({ what: `${found.length} labs could be meant: ${ids.join(', ')}`, next: 'name one' });
}
