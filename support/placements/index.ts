export { byRollOuts, type RollOutsOptions } from './by-roll-outs';
export { inEveryPlacement, type PlacementsOptions, type PlacementsReport } from './in-every-placement';
export type { Claim } from './judge';
export { noPods } from './no-pods';
export type { RollOutPlan } from './roll-outs';
export { type RollOutsReport, SeenPlacements } from './seen-placements';
