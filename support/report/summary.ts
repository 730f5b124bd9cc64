import type { Provenance } from '../../clusters/lab';
import { duration } from '../clock';
import { shardWords } from '../matrix/shard';
import { forTerminal } from './escape';
import type { LabFacts } from './facts';
import { failureText } from './failure-text';
import { count, countLine, markOf, type Outcome, type RunResult, type ScenarioResult } from './result';
import { weakerClaim } from './roll-outs';
import { countsOf } from './suite';

const titles: Readonly<Record<Outcome, string>> = {
  pass: 'PASS',
  fail: 'FAIL',
  inconclusive: 'INCONCLUSIVE',
  skip: 'SKIP',
  'bad-input': 'BAD INPUT',
};

/** The end of a run in plain text. The last line holds the counts and nothing else. */
export function summary(run: RunResult): string {
  const blocks = [failures(run.scenarios), notes(run.scenarios), facts(run), countLine(count(run.scenarios))];
  return blocks.filter((block) => block !== '').join('\n\n');
}

/** One scenario's line: what came out, where it stands, its name. */
export function scenarioLine(result: ScenarioResult): string {
  const where = `${result.uri}:${result.line}`;
  const mark = markOf(result);
  const label = mark ? ` [${mark}]` : '';
  return forTerminal(
    `${titles[result.outcome].padEnd(12)} ${where}  ${result.name}${label} (${duration(result.durationMs)})`,
  );
}

function failures(scenarios: readonly ScenarioResult[]): string {
  return scenarios
    .filter(({ outcome }) => outcome !== 'pass' && outcome !== 'skip')
    .map((result) => forTerminal(`${scenarioLine(result)}\n${indent(`${stepLine(result)}${failureText(result)}`)}`))
    .join('\n\n');
}

function stepLine({ failure }: ScenarioResult): string {
  return failure ? `step: ${failure.step}\n` : '';
}

/** Skips with their reasons, claims that are weaker than their words, and what went wrong beside the verdicts. */
function notes(scenarios: readonly ScenarioResult[]): string {
  const skips = scenarios
    .filter(({ outcome }) => outcome === 'skip')
    .map((result) => `skipped  ${result.uri}:${result.line}  ${result.name}: ${skipReason(result)}`);
  const weaker = scenarios.flatMap((result) =>
    (result.rollOuts ?? []).map(
      (facts) => `placed   ${result.uri}:${result.line}  ${result.name}: ${weakerClaim(facts)}`,
    ),
  );
  const warnings = scenarios.flatMap((result) => result.warnings.map((text) => `warning  ${text}`));
  return forTerminal([...skips, ...weaker, ...warnings].join('\n'));
}

function skipReason({ failure }: ScenarioResult): string {
  return failure?.explanation.last ?? failure?.explanation.what ?? 'no reason given';
}

function facts(run: RunResult): string {
  const labs = run.scenarios.flatMap(({ lab }) => (lab ? [lab] : []));
  const provenance = labs.flatMap((lab) => lab.provenance);
  const suites = run.scenarios.flatMap((scenario) => scenario.suites ?? []);
  const { inconclusive, skipped } = count(run.scenarios);
  const lines = [
    ...unique(labs.map(labLine)).map((line) => `lab          ${line}`),
    ...componentLines(provenance.filter(({ source }) => source !== 'substituted')).map(
      (line) => `components   ${line}`,
    ),
    ...substitutionLines(provenance).map((line) => `substituted  ${line}`),
    ...suites.map(({ title, tests }) => `tests        ${title}: ${countsOf(tests)}`),
    ...(inconclusive > 0 ? [`inconclusive ${inconclusive}, counted as failed below`] : []),
    ...(skipped > 0 && skipped === run.scenarios.length ? ['skipped      everything: nothing was checked'] : []),
    ...(run.cell ? [`cell         ${run.cell.id}${run.shard ? `, shard ${shardWords(run.shard)}` : ''}`] : []),
    `time         ${duration(run.wallMs)}`,
  ];
  return forTerminal(lines.join('\n'));
}

export function labLine({ provider, spec }: LabFacts): string {
  if (spec.withoutCluster) return `${provider}: no cluster, ${spec.hosts.map(({ name }) => name).join(', ')}`;
  const workers = `${spec.workers} worker${spec.workers === 1 ? '' : 's'}`;
  return `${provider}: Kubernetes ${spec.kubernetes}, CNI ${spec.cni}, kube-proxy ${spec.kubeProxy}, ${workers}`;
}

const sources: Readonly<Record<Provenance['source'], string>> = {
  download: 'downloaded',
  'go-module': 'built from Go modules',
  debian: 'from Debian packages',
  registry: 'pulled',
  mirror: 'from the mirror',
  substituted: 'substituted',
  existing: 'found there',
};

function componentLines(provenance: readonly Provenance[]): readonly string[] {
  return unique(provenance.map(({ source }) => source)).map((source) => {
    const names = unique(provenance.filter((part) => part.source === source).map(named));
    return `${sources[source]}: ${source === 'debian' ? shortened(names) : names.join(', ')}`;
  });
}

/** What was changed for this project is not quite what its name says. */
function named({ name, version, detail }: Provenance): string {
  const [, adapted] = /, (adapted\b.*)$/.exec(detail ?? '') ?? [];
  return `${name} ${version}${adapted ? ` (${adapted})` : ''}`;
}

const telling = /^(containerd|runc|iptables|nftables|haproxy|systemd|docker\.io) /;

/** A root file system has a hundred packages; the pages of the report name all of them. */
function shortened(names: readonly string[]): string {
  const named = names.filter((name) => telling.test(name));
  const rest = names.length - named.length;
  return [...named, ...(rest > 0 ? [`${rest} other packages`] : [])].join(', ');
}

function substitutionLines(provenance: readonly Provenance[]): readonly string[] {
  const substituted = provenance.filter(({ source }) => source === 'substituted');
  return unique(substituted.map(({ name, detail }) => `${name}${detail ? `: ${detail}` : ''}`));
}

function unique<T>(values: readonly T[]): readonly T[] {
  return [...new Set(values)];
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
