import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../support/exec/exec';
import { makeAnswer, type Recipe } from './golden-recipe';
import { compareMarks, type Marks, marksOf } from './marks-of';

const root = join(__dirname, '../..');

/** What contestants hand in to one problem, and what they have to get for it. */
export interface GoldenSet {
  /** Its folder below features/. */
  readonly problem: string;
  /** JSON: by answer the total, the verdict of each item, the rules broken. */
  readonly expected: string;
  /** Only scenarios of the end state with these tags. */
  readonly tags?: string;
  readonly recipes: Readonly<Record<string, Recipe>>;
}

type Say = (line: string) => void;

/**
 * Grades all answers in one command, anew in every round, and holds the marks against the golden ones. `ROUNDS=6` repeats it, `ONLY=a,b` takes
 * these answers alone, `UPDATE=1` writes the golden marks of the first round's.
 */
export async function golden(set: GoldenSet, say: Say): Promise<{ passed: number; failed: number }> {
  const dir = mkdtempSync(join(tmpdir(), 'endstate-golden-'));
  try {
    const answers = await makeAll(set, join(dir, 'answers'));
    const rounds = Number(process.env.ROUNDS ?? 1);
    let counts = { right: 0, wrong: 0, inconclusive: 0 };
    for (let round = 1; round <= rounds; round += 1) {
      const got = await graded(set, answers, join(dir, `marks-${round}`), say);
      if (process.env.UPDATE && round === 1) update(set, got);
      const { right, wrong, inconclusive } = compareMarks(got, wanted(set));
      for (const line of [...wrong, ...inconclusive]) say(`round ${round}, ${line}`);
      counts = {
        right: counts.right + right,
        wrong: counts.wrong + wrong.length,
        inconclusive: counts.inconclusive + inconclusive.length,
      };
    }
    const { right, wrong, inconclusive } = counts;
    say(`${right + wrong + inconclusive} gradings in ${rounds} rounds: ${wrong} wrong, ${inconclusive} inconclusive`);
    return { passed: right, failed: wrong + inconclusive };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function chosen<T>(all: Readonly<Record<string, T>>): readonly (readonly [string, T])[] {
  const only = process.env.ONLY?.split(',');
  return Object.entries(all).filter(([name]) => only?.includes(name) ?? true);
}

function wanted({ expected }: GoldenSet): Readonly<Record<string, Marks>> {
  return Object.fromEntries(chosen(JSON.parse(readFileSync(expected, 'utf8')) as Record<string, Marks>));
}

/** Those of answers that were not taken stay. */
function update({ expected }: GoldenSet, got: Readonly<Record<string, Marks>>): void {
  const before = existsSync(expected) ? JSON.parse(readFileSync(expected, 'utf8')) : {};
  writeFileSync(expected, `${JSON.stringify({ ...before, ...got }, null, 2)}\n`);
}

function makeAll({ problem, recipes }: GoldenSet, dir: string): Promise<readonly string[]> {
  const own = join(root, 'features', problem, 'answers');
  return Promise.all(chosen(recipes).map(([name, recipe]) => makeAnswer(join(dir, name), own, recipe)));
}

async function graded({ problem, tags }: GoldenSet, answers: readonly string[], out: string, say: Say) {
  const begin = performance.now();
  // Marks are what is held here, not whether the problem is stamped.
  const words = [
    'grade',
    join(root, 'features', problem),
    ...answers,
    '--out',
    out,
    '--force',
    ...(tags ? ['--tags', tags] : []),
  ];
  const { exitCode, stdout, stderr } = await run([process.execPath, join(root, 'bin/endstate.js'), ...words]);
  say(`${stdout}\n${stderr}`);
  say(`${answers.length} answers in ${Math.round((performance.now() - begin) / 1000)}s, exit status ${exitCode}`);
  return marksOf(readFileSync(join(out, 'marks.json'), 'utf8'));
}
