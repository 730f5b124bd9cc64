import { join } from 'node:path';
import { Inconclusive, Unsupported } from '../../support/errors';
import { run } from '../../support/exec/exec';
import { until } from '../../support/exec/until';
import type { LabSpec, Provenance, Substitution } from '../lab';
import type { CreateOptions, LabHandle, Provider } from '../provider';
import { bootstrap } from './bootstrap';
import { startLab, writeLab } from './create';
import { supportOf } from './host';
import { freeInotifyInstances, inotifyInstancesOf } from './inotify';
import { NetnsLab } from './lab';
import { fabricInit } from './machine';
import { prepareMaterial } from './material';
import { isAlive, processId } from './processes';
import {
  isTended,
  kubeconfigPath,
  type LabRecord,
  labDirectory,
  labIds,
  newLabId,
  readRecord,
  registerLab,
} from './state';

const destroyDeadlineMs = 15_000;

/** Labs of Linux namespaces on this machine, without Docker. */
export const netns: Provider = {
  name: 'netns',
  supports: async (spec) => supportOf(spec),
  prepare: async (spec, options) => {
    await prepareMaterial(spec, options);
  },
  create,
  list,
  attach: async (handle) => new NetnsLab(await recordOf(handle.id)),
  destroy,
};

async function create(spec: LabSpec, options: CreateOptions): Promise<NetnsLab> {
  const support = supportOf(spec);
  if (!support.supported) throw new Unsupported({ what: `the netns provider cannot make this lab: ${support.reason}` });
  await sweep();
  requireInotify(spec);
  const material = await prepareMaterial(spec, options);
  const record = newRecord(spec, options, material.provenance);
  await registerLab(record);
  try {
    options.progress?.('writing disks');
    await writeLab(record.id, spec, material);
    options.signal.throwIfAborted();
    const lab = new NetnsLab(await startLab(record, material));
    await bootstrap(lab, options);
    return lab;
  } catch (error) {
    await destroy(record);
    throw error;
  }
}

/** Said at once: otherwise components end again and again for a reason that is far from their words. */
function requireInotify(spec: LabSpec): void {
  const free = freeInotifyInstances();
  const needed = inotifyInstancesOf(spec);
  if (free.root >= needed.root && free.controlPlane >= needed.controlPlane) return;
  const [least, takes, whose] =
    free.root < needed.root
      ? [free.root, needed.root, 'root']
      : [free.controlPlane, needed.controlPlane, 'control planes'];
  throw new Inconclusive({
    what: 'this machine has too few inotify instances left for another lab',
    last: `${least} of ${whose}'s fs.inotify.max_user_instances are free, this lab takes ${takes}`,
    next: 'take a lab down (npm run endstate -- list), run fewer at once (--jobs), or: sysctl -w fs.inotify.max_user_instances=512',
  });
}

function newRecord(spec: LabSpec, { keep = false }: CreateOptions, provenance: LabRecord['provenance']): LabRecord {
  return {
    id: newLabId(),
    spec,
    createdAt: new Date().toISOString(),
    keep,
    runner: processId(process.pid),
    provenance: [...provenance, ...spec.substitutions.map(substituted)],
  };
}

function substituted({ name, detail }: Substitution): Provenance {
  return { name, version: '', source: 'substituted', detail };
}

async function list(): Promise<readonly LabHandle[]> {
  const records = await Promise.all((await labIds()).map(readRecord));
  return records.filter((record) => record !== undefined).map(handleOf);
}

function handleOf(record: LabRecord): LabHandle {
  return {
    id: record.id,
    provider: 'netns',
    createdAt: new Date(record.createdAt),
    state: !isTended(record) ? 'orphaned' : record.keep ? 'kept' : 'running',
    kubeconfig: kubeconfigPath(record.id),
    spec: record.spec,
  };
}

async function recordOf(id: string): Promise<LabRecord> {
  const record = await readRecord(id);
  if (!record) throw new Error(`there is no lab ${id}`);
  return record;
}

/** Ends the lab's init, on which its supervisor takes the rest away; does that itself where no supervisor lives. */
async function destroy({ id }: Pick<LabHandle, 'id'>): Promise<void> {
  const supervisor = (await readRecord(id))?.supervisor;
  if (supervisor && isAlive(supervisor)) {
    const ended = () => {
      if (!isAlive(supervisor)) return true;
      endInit(id);
      return false;
    };
    await until(ended, { what: `the supervisor of lab ${id} did not end`, withinMs: destroyDeadlineMs });
  }
  await run(['bash', join(__dirname, 'scripts', 'reap.sh'), labDirectory(id), id]);
}

function endInit(id: string): void {
  try {
    process.kill(fabricInit(id), 'SIGKILL');
  } catch {
    // It has not started yet, or has ended: the supervisor sees either.
  }
}

/** Takes away labs whose supervisor was killed together with their runner. */
export async function sweep(): Promise<readonly string[]> {
  const ids = await labIds();
  const swept = await Promise.all(
    ids.map(async (id) => {
      const record = await readRecord(id);
      if (record && isTended(record)) return [];
      await destroy({ id });
      return [id];
    }),
  );
  return swept.flat();
}
