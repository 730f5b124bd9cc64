import type { ItemVerdict } from './marks';
import type { Scale } from './rubric';

/** Points to two decimals: what a factor or a line makes of them. */
export function hundredths(points: number): number {
  return Math.round(points * 100) / 100;
}

/** A number within 0 and the most that there is to get. */
export function within(points: number, most: number): number {
  return Math.min(most, Math.max(0, points));
}

/** What a measured number is worth, of so many points. */
export function scaled(scale: Scale, value: number, points: number): number {
  if (scale.steps) return scale.steps.find((step) => value <= step['at-most'])?.points ?? 0;
  const { 'full-at': full, 'none-at': none } = scale.linear;
  return within(hundredths((points * (value - none)) / (full - none)), points);
}

export function verdictOfPoints(points: number, of: number): ItemVerdict {
  if (points >= of) return 'pass';
  return points > 0 ? 'partial' : 'fail';
}
