import { whyNotHere } from '../cni/here';
import { manifestCnis, whyNotTogether } from '../cni/registry';
import { contractSpec, providerContract } from '../contract/suite';
import { kind } from './provider';
import { skip, withDocker } from './testdata/docker';

const upWithinMs = 600_000;

/** The first Kubernetes and mode that a CNI goes with. */
function specWith(cni: string) {
  const { kubernetes, kubeProxyModes } = manifestCnis[cni] ?? {};
  const minor = kubernetes?.minors[0] ?? contractSpec.kubernetes;
  return { ...contractSpec, cni, kubernetes: minor, kubeProxy: kubeProxyModes?.[0] ?? contractSpec.kubeProxy };
}

/** `npm run soak -- kind-cnis`: the contract with each CNI that can be had here, by its own manifest. */
async function main(): Promise<void> {
  const able = [];
  for (const cni of Object.keys(manifestCnis)) {
    const spec = specWith(cni);
    const reason = whyNotTogether(spec) ?? (await whyNotHere(cni));
    if (reason === undefined) able.push(spec);
    else console.log(`skipped: CNI ${cni}: ${reason}`);
  }
  withDocker(...able);
  for (const spec of able) providerContract(kind, spec, upWithinMs);
}

if (skip) console.log(`skipped: ${skip}`);
else void main();
