import { Inconclusive } from '../../support/errors';
import { type ExecResult, failureText } from '../../support/exec/exec';
import { subnetOf } from '../cidr';
import { type Docker, docker, dockerOrThrow } from '../docker/docker';
import { defaultSpec, type LabSpec } from '../lab';
import type { ProcessId } from '../netns/processes';
import { clusterName } from './state';

/** What a lab's network in Docker is labelled with: whoever asks that Docker finds the lab again. */
export interface NetworkLabels {
  readonly id: string;
  readonly spec: LabSpec;
  readonly runner: ProcessId;
  readonly keep: boolean;
}

export interface FoundNetwork extends NetworkLabels {
  readonly createdAt: Date;
  readonly cidr: string;
}

const label = (name: string) => `dev.endstate.${name}`;

/** Where ranges are taken from that nobody asked for: 256 of 254 addresses, apart from Docker's own defaults. */
const pool = '10.210.0.0/16';
const poolPrefix = 24;
const poolSize = 256;

/**
 * Makes a lab's own network, the first thing of it that is made and the last that goes. Its range is the spec's where the spec
 * says one, for which the lab must be alone on its Docker; otherwise the next that is free. Resolves with the range.
 */
export async function claimNetwork(to: Docker, labels: NetworkLabels): Promise<string> {
  const first = Number.parseInt(labels.id, 16) % poolSize;
  const ranges = hasFixedRange(labels.spec)
    ? [labels.spec.nodeCidr]
    : Array.from({ length: poolSize }, (_, n) => subnetOf(pool, poolPrefix, (first + n) % poolSize));
  let said = '';
  for (const range of ranges) {
    const result = await createNetwork(to, labels, range);
    if (result.exitCode === 0) return range;
    said = failureText(result).split('\n').slice(1).join(' ');
    if (!/overlap/i.test(said)) break;
  }
  throw new Inconclusive({
    what: `Docker did not make a network for the lab${ranges.length === 1 ? ` with ${ranges[0]}` : ''}`,
    last: said,
    next: 'on one Docker a range is one network’s alone: endstate list, endstate down, docker network ls',
  });
}

function createNetwork(to: Docker, { id, spec, runner, keep }: NetworkLabels, range: string): Promise<ExecResult> {
  const labels = { lab: id, spec: JSON.stringify(spec), runner: JSON.stringify(runner), keep: String(keep) };
  const words = Object.entries(labels).flatMap(([name, value]) => ['--label', `${label(name)}=${value}`]);
  return docker(to, ['network', 'create', '--driver', 'bridge', ...words, '--subnet', range, clusterName(id)]);
}

/** Whether the feature names addresses of the node network. */
export function hasFixedRange({ nodeCidr, networks, nodeNetwork }: LabSpec): boolean {
  return nodeCidr !== defaultSpec.nodeCidr || networks.some(({ name }) => name === nodeNetwork);
}

export async function labNetworks(to: Docker): Promise<readonly FoundNetwork[]> {
  const ids = (await dockerOrThrow(to, ['network', 'ls', '--quiet', '--filter', `label=${label('lab')}`])).split('\n');
  if (ids[0] === '') return [];
  const { stdout } = await docker(to, ['network', 'inspect', ...ids]);
  return (JSON.parse(stdout) as readonly Inspected[]).map(found);
}

/** As `docker network inspect` prints it. */
interface Inspected {
  readonly Created: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly IPAM: { readonly Config: readonly { readonly Subnet: string }[] };
}

function found({ Created, Labels, IPAM }: Inspected): FoundNetwork {
  const value = (name: string) => Labels[label(name)] ?? 'null';
  return {
    id: value('lab'),
    spec: JSON.parse(value('spec')),
    runner: JSON.parse(value('runner')),
    keep: value('keep') === 'true',
    createdAt: new Date(Created),
    cidr: IPAM.Config[0]?.Subnet ?? '',
  };
}
