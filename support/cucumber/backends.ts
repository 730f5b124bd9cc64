import { BadInput } from '../errors';
import { type ServiceEndpoints, watchEndpoints } from '../observe';
import { curl, everyBackendAnswers, fromBackends } from '../probe';
import { objectName } from './names';
import { judgeProbe, type TrafficClaim } from './traffic';
import { watching } from './waiting';
import type { World } from './world';

export type BackendsClaim = Pick<TrafficClaim<unknown>, 'client' | 'target' | 'withinMs'>;

/** The step's number of backends. Throws BadInput for none. */
export function requireBackends(count: number): void {
  const next = 'write how many the load balancer is configured with';
  if (count < 1) throw new BadInput({ what: `all ${count} backends claim nothing`, next });
}

/**
 * Each ready endpoint of the service answers, and no request goes without an answer. kube-proxy chooses at random, so
 * that requests are made until everyone has answered; the endpoints are those at the moment when the requests begin.
 */
export async function judgeEveryBackend(world: World, claim: BackendsClaim, service: string): Promise<unknown> {
  const { namespace, name } = objectName(service);
  const failure = `was not answered by every backend of service ${service} on`;
  return watching(watchEndpoints(await world.kube(), { namespace, service: name }), (stream) => {
    const backends = async (signal: AbortSignal) => readyIn(await stream.observe(signal));
    const condition = everyBackendAnswers();
    return judgeProbe(world, { ...claim, condition, failure }, (from, target) =>
      fromBackends(curl(from, target), backends),
    );
  });
}

/** An endpoint is told by its pod's name, which is its host name. */
function readyIn({ endpoints }: ServiceEndpoints): readonly string[] {
  return endpoints.filter(({ ready }) => ready).map(({ pod, address }) => pod ?? address);
}
