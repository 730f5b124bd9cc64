import { until } from '../../support/exec/until';
import { connect } from '../../support/kube/connect';
import { list } from '../../support/kube/objects';
import { resources } from '../../support/kube/resources';
import type { Node } from '../../support/kube/types';

/** k3d waits for the server alone. */
const readyWithinMs = 120_000;

/** Resolves when all of these are registered and Ready; rejects with those that are not. */
export async function nodesReady(kubeconfig: string, names: readonly string[], signal: AbortSignal): Promise<void> {
  const kube = await connect(kubeconfig);
  let missing = names;
  const check = async () => {
    const { items } = await list<Node>(kube, resources.nodes, {});
    const ready = items.filter(({ status }) =>
      status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True'),
    );
    missing = names.filter((name) => !ready.some(({ metadata }) => metadata?.name === name));
    return missing.length === 0;
  };
  const last = () => `not Ready: ${missing.join(', ')}`;
  try {
    await until(check, { what: 'not every node was Ready', withinMs: readyWithinMs, everyMs: 200, signal, last });
  } finally {
    kube.close();
  }
}
