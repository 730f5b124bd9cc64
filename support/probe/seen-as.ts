import { isIPv4 } from 'node:net';
import { type Condition, met, notYet } from '../assert';
import { answers } from './curl-conditions';
import type { CurlOutcome } from './curl-outcome';

/** The distinct IPv4 addresses that a text holds. */
export function addressesIn(text: string): readonly string[] {
  const words = text.match(/(?<![\d.])\d{1,3}(?:\.\d{1,3}){3}(?!\.?\d)/g) ?? [];
  return [...new Set(words.filter((word) => isIPv4(word)))];
}

/**
 * An answer whose body names one address, and that is one of these: the server tells whom it sees. A body that names none
 * or several is not as claimed: whom the server means is not for the judge to guess.
 */
export function isSeenAs(addresses: readonly string[]): Condition<CurlOutcome> {
  const answered = answers();
  return (outcome) => {
    const judgement = answered(outcome);
    if (judgement.state !== 'met' || outcome.kind !== 'http') return judgement;
    const [seen, another] = addressesIn(outcome.body);
    if (seen === undefined) return notYet(`${outcome.words}, which names no address`, 'no-address');
    if (another !== undefined)
      return notYet(`${outcome.words}, which names ${seen} and ${another}`, 'several-addresses');
    const words = `${outcome.words}, which saw ${seen}`;
    return addresses.includes(seen) ? met(words) : notYet(`${words}, not ${addresses.join(' or ')}`, `seen-as-${seen}`);
  };
}
