export { type CollectedEvidence, type CollectOptions, collect } from './collect';
