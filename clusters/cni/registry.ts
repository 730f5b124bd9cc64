import type { KubeProxyMode } from '../lab';
import { bgp } from './bgp';
import { bridge } from './bridge';
import { cilium } from './cilium';
import { cilium112 } from './cilium-1.12';
import type { Cni } from './cni';
import { ptp } from './ptp';

const all = [bridge, ptp, bgp, cilium, cilium112] as const;

/** Every CNI by name. `none` is not one: a spec about a missing CNI gets nodes that stay NotReady. */
export const cnis: Readonly<Record<string, Cni>> = Object.fromEntries(all.map((cni) => [cni.name, cni]));

export const cniNames: readonly string[] = [...Object.keys(cnis), 'none'];

/** Why a CNI does not go with a kube-proxy mode; undefined where it does. */
export function whyNotTogether(cni: string, kubeProxy: KubeProxyMode): string | undefined {
  const known = cnis[cni];
  if (!known || known.kubeProxyModes.includes(kubeProxy)) return undefined;
  const reason = known.kubeProxyReason ? `: ${known.kubeProxyReason}` : '';
  return `CNI ${cni} goes with kube-proxy ${known.kubeProxyModes.join(', ')}, not with ${kubeProxy}${reason}`;
}
