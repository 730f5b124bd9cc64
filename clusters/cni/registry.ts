import type { LabSpec } from '../lab';
import type { ProviderName } from '../provider';
import { bgp } from './bgp';
import { bridge } from './bridge';
import { calico } from './calico';
import { cilium } from './cilium';
import { cilium112 } from './cilium-1.12';
import type { Cni, ManifestCni, NodeCni } from './cni';
import { flannel } from './flannel';
import { kindnet } from './kindnet';
import { ptp } from './ptp';

const byName = <T extends Cni>(all: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(all.map((cni) => [cni.name, cni]));

/** CNIs that are files on nodes, by name. */
export const nodeCnis = byName<NodeCni>([bridge, ptp, bgp, cilium, cilium112]);

/** CNIs that are applied to a cluster, by name. */
export const manifestCnis = byName<ManifestCni>([flannel, calico, kindnet]);

/** Every CNI by name. `none` is not one: a spec about a missing CNI gets nodes that stay NotReady. */
export const cnis: Readonly<Record<string, Cni>> = { ...nodeCnis, ...manifestCnis };

export const cniNames: readonly string[] = [...Object.keys(cnis), 'none'];

/** Why a CNI does not go with the lab's kube-proxy mode or Kubernetes; undefined where it does. */
export function whyNotTogether(spec: Pick<LabSpec, 'cni' | 'kubeProxy' | 'kubernetes'>): string | undefined {
  const { cni, kubeProxy } = spec;
  const known = cnis[cni];
  if (!known) return undefined;
  if (!known.kubeProxyModes.includes(kubeProxy)) {
    const reason = known.kubeProxyReason ? `: ${known.kubeProxyReason}` : '';
    return `CNI ${cni} goes with kube-proxy ${known.kubeProxyModes.join(', ')}, not with ${kubeProxy}${reason}`;
  }
  return whyNotOfMinor(known, spec.kubernetes);
}

/** Why a CNI is not to be had on a Kubernetes minor; undefined where it is. */
export function whyNotOfMinor({ name, kubernetes }: Cni, minor: string): string | undefined {
  if (!kubernetes || kubernetes.minors.some((known) => known === minor)) return undefined;
  return `CNI ${name} goes with Kubernetes ${kubernetes.minors.join(', ')}, not with ${minor}: ${kubernetes.reason}`;
}

/** Why no lab of a provider can have a CNI, wherever it runs; undefined where it can. `none` can be had everywhere. */
export function whyNotOn(provider: ProviderName, cni: string): string | undefined {
  const known = cnis[cni];
  if (!known || known.providers.includes(provider)) return undefined;
  const there = Object.values(cnis).filter(({ providers }) => providers.includes(provider));
  const names = [...there.map(({ name }) => name), 'none'].join(', ');
  return `CNI ${cni} is had on ${known.providers.join(', ')}, not on ${provider}, where it is one of ${names}`;
}
