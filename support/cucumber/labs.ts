import type { Lab, LabSpec } from '../../clusters/lab';
import type { Provider } from '../../clusters/provider';
import { provider, requireSupport } from '../../clusters/registry';
import { messageOf } from '../errors';
import type { LabFacts } from '../report/facts';
import { sharedLabTag } from './protocol';
import { progress } from './session';

/** A lab in a scenario's hands. */
export interface LabLease {
  readonly lab: Lab;
  /** Images come in while a scenario runs, so that the provenance grows. */
  facts(): LabFacts;
  /** Takes the lab down unless it is kept or shared. Resolves with what its user has to know of. */
  release(): Promise<string | undefined>;
}

export interface LeaseOptions {
  readonly feature: { readonly uri: string; readonly tags: readonly string[] };
  readonly keep: boolean;
  /** By name; none: the one that the environment asks for. */
  readonly provider?: string;
  readonly signal: AbortSignal;
}

let shared: { readonly key: string; readonly lease: LabLease } | undefined;

/** A fresh lab, or the feature's own where it shares one. Rejects with Unsupported where this machine cannot make it. */
export async function leaseLab(spec: LabSpec, options: LeaseOptions): Promise<LabLease> {
  if (!options.feature.tags.includes(sharedLabTag)) return create(spec, options);
  // Its scenarios may apply other images than the one that came first: those come in while they run.
  const key = JSON.stringify([options.feature.uri, { ...spec, images: [] }]);
  if (shared?.key !== key) {
    await destroySharedLab();
    shared = { key, lease: await create(spec, options) };
  }
  return { ...shared.lease, release: async () => undefined };
}

/** Takes the shared lab down, if there is one. Resolves with what went wrong. */
export async function destroySharedLab(): Promise<string | undefined> {
  const lease = shared?.lease;
  shared = undefined;
  return lease?.release();
}

async function create(spec: LabSpec, { keep, signal, provider: name }: LeaseOptions): Promise<LabLease> {
  const maker = provider(name);
  await requireSupport(maker, spec, name !== undefined);
  const lab = await maker.create(spec, { signal, progress, keep });
  return {
    lab,
    facts: () => ({ id: lab.id, provider: maker.name, spec, provenance: lab.provenance }),
    release: async () => (keep ? `lab ${lab.id} was kept: npm run endstate -- down ${lab.id}` : destroy(maker, lab.id)),
  };
}

async function destroy(maker: Provider, id: string): Promise<string | undefined> {
  try {
    await maker.destroy({ id });
    return undefined;
  } catch (error) {
    return `lab ${id} could not be taken down: ${messageOf(error)}\n  next: npm run endstate -- down ${id}`;
  }
}
