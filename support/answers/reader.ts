import { messageOf } from '../errors';
import type { FromReader, ToReader } from './protocol';
import { readWithin } from './read-within';

/*
 * The process that reads one answer, and ends: what a stranger packed can take its time, its memory or its life, and no more.
 */

process.once('message', async ({ path, name, limits, asItIs }: ToReader) => {
  const answer = await readWithin(path, name, limits, asItIs).then(
    (reading): FromReader => ({ reading }),
    (error: unknown): FromReader => ({ error: messageOf(error), code: (error as NodeJS.ErrnoException).code }),
  );
  process.send?.(answer, () => process.disconnect());
});
process.once('disconnect', () => process.exit());
