import { defaultSpec, type LabSpec } from '../lab';

/** The least that is a cluster. */
export const smallSpec: LabSpec = { ...defaultSpec, workers: 0, kubeProxy: 'none' };
