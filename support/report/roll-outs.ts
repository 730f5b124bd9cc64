import type { RollOutFacts } from './facts';

/** `weaker claim: 16 roll-outs seen, …, placements: a (9 times) | b (once)`: how far a claim on placements goes. */
export function weakerClaim({ wanted, held, seed, seen }: RollOutFacts): string {
  const count = held === wanted ? `${wanted} roll-outs seen` : `held in ${held} of ${wanted} roll-outs`;
  const placements = seen.map(({ placement, times }) => `${placement} (${times === 1 ? 'once' : `${times} times`})`);
  const where = placements.length > 0 ? `, placements: ${placements.join(' | ')}` : '';
  return `weaker claim: ${count} under the cluster's own scheduler, seed ${seed}${where}`;
}
