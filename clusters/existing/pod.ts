import type { Executor } from '../../support/exec/exec';
import type { Kube } from '../../support/kube/client';
import { get } from '../../support/kube/objects';
import { resources } from '../../support/kube/resources';
import type { Pod } from '../../support/kube/types';
import type { PodRef } from '../lab';
import { script } from './scripts';

/** What in-pod.sh exits with when it did not come to run the command. */
const notRun = 97;

/**
 * A pod's network and resolv.conf with its node's own tools: nothing is laid onto the node, and a tool that it lacks is
 * a probe that is missing. Rejects when the pod is not there or has no process.
 */
export function podExecutor(kube: () => Promise<Kube>, nodeOf: (name: string) => Executor, ref: PodRef): Executor {
  const name = `pod ${ref.name}`;
  return {
    name,
    exec: async (argv, options) => {
      const pod = await get<Pod>(await kube(), resources.pods, ref);
      if (!pod) throw new Error(`there is no pod ${ref.namespace}/${ref.name}`);
      const { nodeName } = pod.spec ?? {};
      if (!nodeName) throw new Error(`pod ${ref.namespace}/${ref.name} is on no node yet`);
      const result = await nodeOf(nodeName).exec(script('in-pod', pod.metadata?.uid ?? '', ...argv), options);
      if (result.exitCode === notRun)
        throw new Error(`${name} has no running sandbox on ${nodeName}: ${result.stderr}`);
      return { ...result, command: argv.join(' ') };
    },
  };
}
