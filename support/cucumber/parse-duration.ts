import { BadInput } from '../errors';
import { unknownWord } from '../nearest';

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `500ms`, `60s`, `1.5m`, `2h` in milliseconds. Throws BadInput for another unit, with the nearest known one. */
export function parseDuration(text: string): number {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s?([A-Za-z]*)$/.exec(text) ?? [];
  if (number === undefined)
    throw new BadInput({ what: `"${text}" is no duration`, next: 'write 500ms, 60s, 2m or 1h' });
  const scale = units[unit];
  if (scale === undefined) throw unknownWord('unit of time', unit, Object.keys(units));
  return Number(number) * scale;
}
