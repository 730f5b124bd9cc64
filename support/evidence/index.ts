export type { EvidenceFile } from './bundle';
export { type CollectedEvidence, type CollectOptions, collect } from './collect';
