import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command, InvalidArgumentError } from 'commander';
import { timeToFirstStep } from './first-step';
import { timeOneLab } from './lab';
import { describeMachine } from './machine';
import { timeMatrices } from './matrix';
import { median, type Samples, Stopwatch } from './stopwatch';
import { type Measure, measures } from './targets';

const counted = (text: string): number => {
  const runs = Number(text);
  if (!Number.isInteger(runs) || runs < 1) throw new InvalidArgumentError('write a whole number from 1');
  return runs;
};

/** Runs every measure `--runs` times after one warm-up and writes the figures with their machine's description. */
async function main(): Promise<void> {
  const options = new Command('bench')
    .option('--runs <n>', 'counted runs', counted, 5)
    .option('--out <file>', 'where the figures go', 'reports/bench.json')
    .parse()
    .opts<{ runs: number; out: string }>();
  await timeOneLab(new Stopwatch());
  const watch = new Stopwatch();
  for (let run = 1; run <= options.runs; run++) {
    process.stderr.write(`run ${run} of ${options.runs}\n`);
    await timeOneLab(watch);
    watch.record(measures.firstStep.name, await timeToFirstStep());
  }
  await timeMatrices(watch, options.runs);
  const samples = watch.samples();
  process.stdout.write(`${table(samples)}\n`);
  await mkdir(join(options.out, '..'), { recursive: true });
  await writeFile(
    options.out,
    `${JSON.stringify({ machine: describeMachine(), runs: options.runs, samples }, null, 2)}\n`,
  );
}

function table(samples: Samples): string {
  const rows = Object.values<Measure>(measures).map(({ name, unit, target }) => {
    const values = samples[name] ?? [];
    const middle = median(values);
    const figures = [Math.min(...values), middle, Math.max(...values)].map((value) => Math.round(value).toString());
    const held =
      target === undefined
        ? ''
        : `${target} ${middle <= target ? 'met' : `missed (x ${(middle / target).toFixed(2)})`}`;
    return [name, ...figures, unit, held];
  });
  const all = [['measure', 'min', 'median', 'max', 'unit', 'target'], ...rows];
  const widths = all[0]?.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0))) ?? [];
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
