import { ApiRefused, apply, type Kube, list, type Pod, pathOf, resources } from '../kube';
import { judgeManifests, judgeNamespace, judgePod, pauseImage } from './judge-namespace';
import type { NodeRoom } from './nodes';

/** Makes what the judge's pods need, and takes away those that an earlier judge may have left. */
export async function prepareJudge(kube: Kube, signal: AbortSignal): Promise<void> {
  await apply(kube, judgeManifests, { signal });
  // One by one: a guard lets no collection be deleted.
  const { items } = await list<Pod>(kube, resources.pods, { namespace: judgeNamespace }, { signal });
  await Promise.all(items.map(({ metadata }) => removeJudgePod(kube, metadata?.name ?? '', signal)));
}

/** Makes a pod that asks for a share of a node's room and does nothing. Resolves with its name. */
export function createWeight(kube: Kube, node: NodeRoom, share: number, signal: AbortSignal): Promise<string> {
  const requests = { cpu: `${Math.floor(node.cpu * share)}m`, memory: `${Math.floor(node.memory * share)}` };
  const containers = [{ name: 'ballast', image: pauseImage, resources: { requests } }];
  return createJudgePod(kube, 'ballast', { nodeName: node.name, containers }, signal);
}

/** Makes one of the judge's pods. Resolves with its name, which begins with `kind`. */
export async function createJudgePod(kube: Kube, kind: string, spec: object, signal: AbortSignal): Promise<string> {
  const path = pathOf(resources.pods, { namespace: judgeNamespace });
  const { metadata } = await kube.json<Pod>({ method: 'POST', path, body: judgePod(kind, spec), signal });
  return metadata?.name ?? '';
}

/** Takes a pod away at once, for pods that hold nothing. */
export async function removeJudgePod(kube: Kube, name: string, signal: AbortSignal | undefined): Promise<void> {
  await deletePod(kube, { namespace: judgeNamespace, name }, 0, signal);
}

/** Deletes a pod with that many seconds of grace. One that is gone already is no error. */
export async function deletePod(
  kube: Kube,
  at: { readonly namespace: string; readonly name: string },
  gracePeriodSeconds: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    await kube.json({ method: 'DELETE', path: pathOf(resources.pods, at), body: { gracePeriodSeconds }, signal });
  } catch (error) {
    if (!(error instanceof ApiRefused && error.status === 404)) throw error;
  }
}
