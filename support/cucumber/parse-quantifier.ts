import { all, atLeast, exactly, none, type Quantifier } from '../assert';
import { BadInput } from '../errors';

/** `all 3`, `all`, `exactly 3`, `at least 1`, `no` as a quantifier. Throws BadInput for `all 0`, which claims nothing. */
export function parseQuantifier(words: string): Quantifier {
  if (words === 'all') return all();
  if (words === 'no') return none;
  const [, kind, digits] = /^(all|exactly|at least) (\d+)$/.exec(words) ?? [];
  const count = Number(digits);
  if (kind === 'all' && count > 0) return all(count);
  if (kind === 'exactly') return exactly(count);
  if (kind === 'at least' && count > 0) return atLeast(count);
  throw new BadInput({ what: `"${words}" claims nothing`, next: 'write "no" for none' });
}
