import type { LabSpec } from './lab';

/** IPv6 of the node network. Nothing outside a lab is told of it, so labs side by side have the same. */
export const nodeCidr6 = 'fd00:172:18::/64';

/** Prefix length of a machine's part of the IPv6 pod network: the controller manager's own. */
export const podPrefix6 = 64;

export function isDualStack({ podCidr6 }: Pick<LabSpec, 'podCidr6'>): boolean {
  return Boolean(podCidr6);
}

/** Both families as the components' flags take them: `10.244.0.0/16,fd00:10:244::/56`; IPv4 alone where there is no other. */
export function bothFamilies(four: string, six = ''): string {
  return six === '' ? four : `${four},${six}`;
}
