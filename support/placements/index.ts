export { inEveryPlacement, type PlacementsOptions, type PlacementsReport } from './in-every-placement';
export type { Claim } from './judge';
export { noPods } from './no-pods';
