import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pLimit from 'p-limit';
import type { Evidence, Lab } from '../../clusters/lab';
import { type Kube, type KubeObject, logs, type Pod } from '../kube';
import { Bundle, type EvidenceFile } from './bundle';
import { describePod } from './describe-pod';
import { eventLines } from './events';
import { asYaml } from './manifest';
import { page } from './page';
import { kinds, type Snapshot, takeSnapshot } from './snapshot';
import { summarise } from './summary';

export interface CollectOptions {
  /** The scenario. */
  readonly title?: string;
  /** All unless told. */
  readonly namespaces?: readonly string[];
  /** What only its provider can see is taken too, into `lab/`. */
  readonly lab?: Pick<Lab, 'collectEvidence'>;
  /** The failure's own words, for the top of the page. */
  readonly failure?: string;
  /** Takes what only the caller can; what is missing of it goes into `missing`. */
  readonly more?: (missing: string[]) => Promise<readonly EvidenceFile[]>;
  readonly signal?: AbortSignal;
}

export interface CollectedEvidence {
  /** Path of the page that links everything. */
  readonly index: string;
  readonly evidence: readonly Evidence[];
  /** What could not be taken, and why; the page says so too. */
  readonly missing: readonly string[];
}

const logLimits = { tailLines: 1000, limitBytes: 256 * 1024 };
const callsAtOnce = 8;

/**
 * Takes what explains a verdict into a folder: events, pods described, logs of this run and the one before, objects as
 * YAML, the provider's own view; without a cluster that alone. Takes what it can and never rejects: what is missing is on the page.
 */
export async function collect(
  kube: Kube | undefined,
  dir: string,
  options: CollectOptions = {},
): Promise<CollectedEvidence> {
  const bundle = new Bundle(dir);
  const fromCluster = kube && bundle.take('what the cluster tells', () => clusterEvidence(kube, bundle, options));
  const [summary = []] = await Promise.all([fromCluster, labEvidence(bundle, options), moreEvidence(bundle, options)]);
  const { title = 'Evidence', failure } = options;
  const index = join(dir, 'index.html');
  const evidence = [...bundle.evidence].sort((a, b) => a.path.localeCompare(b.path));
  await bundle.take('the page itself', async () => {
    await mkdir(dir, { recursive: true });
    const { missing } = bundle;
    await writeFile(index, page({ title, takenAt: new Date(), failure, summary, evidence, missing }));
  });
  return { index, evidence, missing: bundle.missing };
}

async function clusterEvidence(kube: Kube, bundle: Bundle, options: CollectOptions): Promise<readonly string[]> {
  const { namespaces, signal } = options;
  const snapshot = await takeSnapshot(kube, bundle, { namespaces, signal });
  const atOnce = pLimit(callsAtOnce);
  await Promise.all([
    bundle.write('events, the oldest first', 'events.txt', eventLines(snapshot.events)),
    ...kinds.map((kind) => writeObjects(bundle, kind, snapshot)),
    ...snapshot.pods.map((pod) =>
      bundle.write(`${podPlace(pod)}: described`, `${podFolder(pod)}/pod.txt`, describePod(pod, snapshot.events)),
    ),
    ...snapshot.pods.flatMap((pod) => runs(pod).map((run) => atOnce(() => writeLog(kube, bundle, pod, run, signal)))),
  ]);
  return summarise(snapshot);
}

async function writeObjects(bundle: Bundle, kind: (typeof kinds)[number], snapshot: Snapshot): Promise<void> {
  const objects = snapshot[kind] as readonly KubeObject[];
  if (objects.length > 0) await bundle.write(kind, `objects/${kind.toLowerCase()}.yaml`, asYaml(objects));
}

interface Run {
  readonly container: string;
  readonly previous: boolean;
}

/** The runs whose logs there can be: a container that never started has none. */
function runs({ status }: Pod): readonly Run[] {
  const statuses = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return statuses.flatMap(({ name, restartCount, state }) => [
    ...(state?.running || state?.terminated ? [{ container: name, previous: false }] : []),
    ...(restartCount > 0 ? [{ container: name, previous: true }] : []),
  ]);
}

async function writeLog(
  kube: Kube,
  bundle: Bundle,
  pod: Pod,
  run: Run,
  signal: AbortSignal | undefined,
): Promise<void> {
  const { namespace = '', name = '' } = pod.metadata ?? {};
  const title = `${podPlace(pod)}: log of ${run.container}${run.previous ? ', the run before' : ''}`;
  const text = await bundle.take(title, () => logs(kube, { namespace, name }, { ...run, ...logLimits, signal }));
  const path = `${podFolder(pod)}/${run.container}${run.previous ? '.previous' : ''}.log`;
  if (text !== undefined) await bundle.write(title, path, text);
}

async function labEvidence(bundle: Bundle, { lab, signal }: CollectOptions): Promise<void> {
  if (!lab) return;
  const found = await bundle.take('what the provider sees', async () => {
    const dir = join(bundle.dir, 'lab');
    await mkdir(dir, { recursive: true });
    return lab.collectEvidence(dir, signal ?? new AbortController().signal);
  });
  bundle.evidence.push(...(found ?? []).map(({ title, path }) => ({ title, path: join('lab', path) })));
}

async function moreEvidence(bundle: Bundle, { more }: CollectOptions): Promise<void> {
  const files = more && (await bundle.take('the traffic', () => more(bundle.missing)));
  await Promise.all((files ?? []).map(({ title, path, content }) => bundle.write(title, path, content)));
}

function podPlace({ metadata }: Pod): string {
  return `pod ${metadata?.namespace}/${metadata?.name}`;
}

function podFolder({ metadata }: Pod): string {
  return `pods/${metadata?.namespace}/${metadata?.name}`;
}
