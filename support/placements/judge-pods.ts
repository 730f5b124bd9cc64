import { ApiRefused, type Kube, type Pod, pathOf, resources } from '../kube';
import { judgeNamespace, judgePod } from './judge-namespace';

/** Makes one of the judge's pods. Resolves with its name, which begins with `kind`. */
export async function createJudgePod(kube: Kube, kind: string, spec: object, signal: AbortSignal): Promise<string> {
  const path = pathOf(resources.pods, { namespace: judgeNamespace });
  const { metadata } = await kube.json<Pod>({ method: 'POST', path, body: judgePod(kind, spec), signal });
  return metadata?.name ?? '';
}

/** Takes away what an earlier judge may have left. */
export async function removeJudgePods(kube: Kube, signal: AbortSignal): Promise<void> {
  const path = pathOf(resources.pods, { namespace: judgeNamespace });
  await kube.json({ method: 'DELETE', path, body: { gracePeriodSeconds: 0 }, signal });
}

/** Takes a pod away at once, for pods that hold nothing. */
export async function removeJudgePod(kube: Kube, name: string, signal: AbortSignal): Promise<void> {
  await deletePod(kube, { namespace: judgeNamespace, name }, 0, signal);
}

/** Deletes a pod with that many seconds of grace. One that is gone already is no error. */
export async function deletePod(
  kube: Kube,
  at: { readonly namespace: string; readonly name: string },
  gracePeriodSeconds: number,
  signal: AbortSignal,
): Promise<void> {
  try {
    await kube.json({ method: 'DELETE', path: pathOf(resources.pods, at), body: { gracePeriodSeconds }, signal });
  } catch (error) {
    if (!(error instanceof ApiRefused && error.status === 404)) throw error;
  }
}
