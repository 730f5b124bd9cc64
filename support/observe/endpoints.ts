import { type Condition, met, notYet, type Observations, type Quantifier, quantify } from '../assert';
import type { Clock } from '../clock';
import { type EndpointSlice, type Kube, resources } from '../kube';
import { observed } from './observed';
import { objectsOf } from './source';

/** One address behind a Service. */
export interface Endpoint {
  readonly address: string;
  readonly node?: string | undefined;
  readonly pod?: string | undefined;
  readonly ready: boolean;
}

export interface ServiceEndpoints {
  readonly service: string;
  readonly endpoints: readonly Endpoint[];
}

export interface WatchEndpointsOptions {
  readonly namespace?: string | undefined;
  readonly service: string;
  readonly clock?: Clock | undefined;
}

export function watchEndpoints(kube: Kube, options: WatchEndpointsOptions): Observations<ServiceEndpoints> {
  const { namespace = 'default', service, clock } = options;
  const labelSelector = `kubernetes.io/service-name=${service}`;
  return observed({
    description: `endpoints of service ${service}`,
    clock,
    sources: { slices: objectsOf<EndpointSlice>(kube, resources.endpointSlices, { namespace, labelSelector }) },
    view: ({ slices }) => ({ service, endpoints: endpointsOf(slices) }),
  });
}

/** So many endpoints of the service are ready. */
export function endpointsReady(quantifier: Quantifier): Condition<ServiceEndpoints> {
  const judge = (endpoint: Endpoint) =>
    (endpoint.ready ? met : notYet)(describeEndpoint(endpoint), endpoint.ready ? 'ready' : 'not-ready');
  return ({ endpoints }) => quantify(quantifier, endpoints, judge, 'endpoint');
}

/** Each address once: a dual-stack or port-split service lists it in several slices. */
export function endpointsOf(slices: readonly EndpointSlice[]): readonly Endpoint[] {
  const found = new Map<string, Endpoint>();
  for (const { addresses, conditions, nodeName, targetRef } of slices.flatMap(({ endpoints }) => endpoints ?? [])) {
    for (const address of addresses) {
      const pod = targetRef?.kind === 'Pod' ? targetRef.name : undefined;
      // an endpoint whose controller does not say counts as ready: discovery.k8s.io/v1, EndpointConditions.ready
      found.set(address, { address, node: nodeName, pod, ready: conditions?.ready !== false });
    }
  }
  return [...found.values()].sort((a, b) => a.address.localeCompare(b.address));
}

function describeEndpoint({ address, node, pod, ready }: Endpoint): string {
  const place = [pod, node && `on ${node}`].filter(Boolean).join(' ');
  return `${address}${place ? ` (${place})` : ''} ${ready ? 'ready' : 'not ready'}`;
}
