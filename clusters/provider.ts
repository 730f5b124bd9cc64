import type { Lab, LabSpec } from './lab';

export type ProviderName = 'netns' | 'kind' | 'k3d' | 'existing';

/**
 * A skip carries the reason; nothing is skipped in silence. `everywhere`: the provider makes such labs on no machine, so that
 * the spec, not the machine, is out of place.
 */
export type Support =
  | { readonly supported: true }
  | { readonly supported: false; readonly reason: string; readonly everywhere?: true };

/** A lab as the provider finds it again, from any process. */
export interface LabHandle {
  readonly id: string;
  readonly provider: ProviderName;
  readonly createdAt: Date;
  /** `orphaned`: its runner is gone and it was not asked to stay. */
  readonly state: 'running' | 'kept' | 'orphaned';
  readonly kubeconfig: string;
  readonly spec: LabSpec;
}

/** What happens while a lab is made, for progress lines. */
export type Progress = (message: string) => void;

export interface PrepareOptions {
  readonly signal: AbortSignal;
  readonly progress?: Progress;
}

export interface CreateOptions extends PrepareOptions {
  /** The lab outlives its runner until `endstate down`. */
  readonly keep?: boolean;
}

/** The seam where variants plug in. Every provider passes the same contract suite (`clusters/contract.ts`). */
export interface Provider {
  readonly name: ProviderName;
  /** Whether this machine can run the spec. */
  supports(spec: LabSpec): Promise<Support>;
  /** Brings here what labs of this spec are made of: minutes the first time, milliseconds when nothing is to do. */
  prepare(spec: LabSpec, options: PrepareOptions): Promise<void>;
  /** Resolves when every node is Ready. Leaves nothing behind when it rejects or is aborted. */
  create(spec: LabSpec, options: CreateOptions): Promise<Lab>;
  list(): Promise<readonly LabHandle[]>;
  /** Finds a running lab again, for work by hand. */
  attach(handle: LabHandle): Promise<Lab>;
  /** Idempotent; also takes away what a crashed create left. */
  destroy(handle: Pick<LabHandle, 'id'>): Promise<void>;
}
