import type { NodePlan } from '../netns/plan';

/** host-local's `ranges`: each pod gets an address of every set. */
export function rangesOf({ podCidr, six }: NodePlan): readonly (readonly { readonly subnet: string }[])[] {
  return [[{ subnet: podCidr }], ...(six ? [[{ subnet: six.podCidr }]] : [])];
}
