import { type EndpointSlice, type Kube, list, resources } from '../kube';

/** Whether some Service leads to one of these pods. */
export async function isAnyServed(kube: Kube, uids: ReadonlySet<string>, signal: AbortSignal): Promise<boolean> {
  const { items } = await list<EndpointSlice>(kube, resources.endpointSlices, {}, { signal });
  return items.some(({ endpoints }) => endpoints?.some(({ targetRef }) => uids.has(targetRef?.uid ?? '')));
}
