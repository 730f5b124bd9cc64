export { Fence } from './fence';
export { answerUser } from './identity';
export { type PodSecurityLevel, podSecurityLevels } from './limits';
