import { cnis, whyNotOfMinor, whyNotOn } from '../../clusters/cni/registry';
import { kubernetesReleases } from '../../clusters/components/manifest';
import { beyondKind } from '../../clusters/kind/support';
import { defaultSpec, kubeProxyModes } from '../../clusters/lab';
import type { ProviderName } from '../../clusters/provider';
import type { Point } from './cell';
import { type Axes, type Exclusion, type Matrix, matrixOf } from './cells';

/**
 * The matrix of the project: its axes, and what is left out of it and why. Values come from the registries, so that a new
 * CNI or Kubernetes version is in the matrix by itself. CNI `none` is not in it: nodes without a network run no feature.
 */
const axes: Axes = {
  provider: ['netns', 'kind', 'k3d'],
  kubernetes: Object.keys(kubernetesReleases),
  cni: Object.keys(cnis),
  'kube-proxy': kubeProxyModes,
};

/** Most telling first: one reason is given for each point. */
const exclusions: readonly Exclusion[] = [cniOfProvider, beyondTheImageOfKind, minorOfCni, modeOfCni, servicesByNobody];

export const matrix: Matrix = matrixOf(axes, exclusions);

function cniOfProvider({ provider, cni }: Point): string | undefined {
  return whyNotOn(provider as ProviderName, cni);
}

function minorOfCni({ cni, kubernetes }: Point): string | undefined {
  const known = cnis[cni];
  return known && whyNotOfMinor(known, kubernetes);
}

function beyondTheImageOfKind({ provider, kubernetes, cni }: Point): string | undefined {
  return provider === 'kind' ? beyondKind({ ...defaultSpec, kubernetes, cni }) : undefined;
}

function modeOfCni({ cni, 'kube-proxy': mode }: Point): string | undefined {
  const modes: readonly string[] = cnis[cni]?.kubeProxyModes ?? [];
  return modes.includes(mode)
    ? undefined
    : `CNI ${cni} does not go with kube-proxy ${mode}, but with ${modes.join(', ')}`;
}

/** Such labs can be had, for a scenario that asks for one. As a cell they would turn every feature with a Service red. */
function servicesByNobody({ cni, 'kube-proxy': mode }: Point): string | undefined {
  if (mode !== 'none' || cnis[cni]?.replacesKubeProxy) return undefined;
  return `without kube-proxy nobody answers for Services: CNI ${cni} does not take its place`;
}
