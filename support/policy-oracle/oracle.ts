import type { Lab } from '../../clusters/lab';
import type { Kube } from '../kube';
import { bedOf } from './bed';
import type { Selection } from './command';
import { awaited, type ComparedCase, compare, type Departure } from './compare';
import { OurProbes } from './our-probes';
import type { PolicyCase } from './output';
import { type CyclonusOptions, runCyclonus } from './run';

export interface OracleOptions extends Omit<CyclonusOptions, 'kubeconfig' | 'onProgress'> {
  readonly departures: readonly Departure[];
  /** See OurOptions. */
  readonly settleMs?: number;
  readonly onProgress: (words: string) => void;
}

export interface OracleRun {
  readonly compared: readonly ComparedCase[];
  /** Cases that our probes had no time left for. */
  readonly left: readonly PolicyCase[];
  readonly cyclonusMs: number;
  readonly oursMs: number;
}

/** Has Cyclonus try its cases, then tries the same policies between the same pods ourselves, and compares cell by cell. */
export async function consultOracle(
  lab: Lab,
  kube: Kube,
  selection: Selection,
  options: OracleOptions,
): Promise<OracleRun> {
  const { departures, onProgress, withinMs } = options;
  const end = performance.now() + withinMs;
  const told = (ended: number, of: number) => onProgress(`Cyclonus: ${ended} of ${of} cases`);
  const run = await runCyclonus(selection, { ...options, kubeconfig: lab.kubeconfig, onProgress: told });
  const began = performance.now();
  const compared: ComparedCase[] = [];
  const [first] = run.cases;
  const ours = first && new OurProbes(await bedOf(first.expected, lab, kube, options.signal), options);
  for (const one of run.cases) {
    if (!ours || performance.now() > end) break;
    const tried = await ours.try(one.policies, awaited(one, departures));
    compared.push(compare(one, tried, { departures, cyclonusMs: run.times.get(one.number) ?? 0 }));
    onProgress(`our probes: ${compared.length} of ${run.cases.length} cases`);
  }
  const oursMs = performance.now() - began;
  return { compared, left: run.cases.slice(compared.length), cyclonusMs: run.durationMs, oursMs };
}
