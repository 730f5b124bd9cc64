import { Inconclusive, Mismatch, messageOf } from '../../support/errors';
import { until } from '../../support/exec/until';
import { apply } from '../../support/kube/apply';
import type { Kube } from '../../support/kube/client';
import { parseManifests } from '../../support/kube/parse-manifests';
import type { DaemonSet, ObjectRef, Pod } from '../../support/kube/types';
import { mirrorNameOf } from '../components/pinned-file';
import type { LabSpec } from '../lab';
import type { CniMaterial } from './here';

/** A node's agent may take its image from a registry first. */
const deadlineMs = 180_000;

/**
 * Applies a CNI's manifest as the lab wants it. Resolves once its agents are ready on every node. Rejects with Inconclusive: no lab is judged
 * by what its CNI came to.
 */
export async function applyCni(
  kube: Kube,
  { cni, manifest }: Pick<CniMaterial, 'cni' | 'manifest'>,
  spec: LabSpec,
  signal: AbortSignal,
): Promise<void> {
  const written = parseManifests(manifest.text, mirrorNameOf(cni.manifest));
  const fitting = cni.fit(
    written.map(({ object }) => object),
    spec,
  );
  const manifests = written.map((one, index) => ({ ...one, object: fitting[index] ?? one.object }));
  const applied = await apply(kube, manifests, { signal }).catch((error: unknown) => {
    throw error instanceof Mismatch ? new Inconclusive(error.explanation, { cause: error }) : error;
  });
  const sets = applied.filter(({ kind }) => kind === 'DaemonSet');
  if (spec.waitFor === 'nodes') await agentsReady(kube, cni.name, sets, signal);
}

async function agentsReady(kube: Kube, name: string, sets: readonly ObjectRef[], signal: AbortSignal): Promise<void> {
  let last = '';
  const check = async () => {
    const said = await Promise.all(sets.map((set) => missingOf(kube, set, signal)));
    last = said.filter(Boolean).join('; ');
    return last === '';
  };
  const what = `the agents of CNI ${name} are not ready on every node`;
  await until(check, { what, withinMs: deadlineMs, everyMs: 200, signal }).catch((error: unknown) => {
    signal.throwIfAborted();
    throw new Inconclusive({ what: messageOf(error), last }, { cause: error });
  });
}

/** What lacks of a DaemonSet, in words; empty where nothing does. */
async function missingOf(kube: Kube, { namespace, name }: ObjectRef, signal: AbortSignal): Promise<string> {
  const path = `/apis/apps/v1/namespaces/${namespace}/daemonsets/${name}`;
  const { metadata, status } = await kube.json<DaemonSet>({ path, signal });
  const { desiredNumberScheduled: wanted = 0, numberReady: ready = 0, observedGeneration } = status ?? {};
  if (wanted > 0 && ready === wanted && observedGeneration === metadata?.generation) return '';
  const { items } = await kube.json<{ readonly items: readonly Pod[] }>({
    path: `/api/v1/namespaces/${namespace}/pods`,
    signal,
  });
  const own = items.filter(({ metadata: pod }) => pod?.ownerReferences?.some(({ uid }) => uid === metadata?.uid));
  return [`${name}: ${ready} of ${wanted} ready`, ...own.flatMap(waitingOf)].join(', ');
}

function waitingOf({ spec, status }: Pod): readonly string[] {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  return all.flatMap(({ name, state }) => {
    const why = state?.waiting ?? state?.terminated;
    const isStarting = why === undefined || ['PodInitializing', 'Completed'].includes(why.reason ?? '');
    return isStarting ? [] : [`${spec?.nodeName} ${name} ${why.reason} ${why.message ?? ''}`.trim()];
  });
}
