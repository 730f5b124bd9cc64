// A process that runs the command in its arguments safely from orphans; a test kills it.
import { type Argv, run } from '../../../support/exec/exec';
import { orphanSafe } from '../orphan-safe';

void run(orphanSafe(process.argv.slice(2) as unknown as Argv));
