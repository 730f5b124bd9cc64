export { type Clock, duration, type Instant, stamp, systemClock } from '../clock';
export { eventually, type WaitOptions } from './eventually';
export { type EventuallyStaysOptions, eventuallyStays } from './eventually-stays';
export { History } from './history';
export * from './judgement';
export * from './observation';
export * from './quantifier';
export { defaultMaxGapMs, type StayOptions, staysFor } from './stays-for';
export { exitStatusOf, type Verdict, verdictOf, worst } from './verdict';
