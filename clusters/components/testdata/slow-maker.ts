// A process of its own that makes the component `slow`, for tests of two processes at once: prints what happens, one
// word a line. Making takes until a line comes in. Argument: a file that gets a line for each time it is made.
import { once } from 'node:events';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureArtifact, type Maker } from '../artifact';

const [ledger = ''] = process.argv.slice(2);

const slow: Maker = {
  shelf: 'components',
  recipe: { name: 'slow', version: '1', inputs: {} },
  needsBytes: 0,
  make: async (dir) => {
    appendFileSync(ledger, 'made\n');
    writeFileSync(join(dir, 'program'), 'half');
    console.log('making');
    await once(process.stdin, 'data');
    writeFileSync(join(dir, 'program'), 'whole');
    return [{ name: 'slow', version: '1', source: 'download' }];
  },
};

void ensureArtifact(slow, { progress: ({ phase }) => console.log(phase) }).then(({ path }) => {
  console.log(path);
  process.stdin.destroy();
});
