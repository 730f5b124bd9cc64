import type { Batch } from './batch';

/** What is told of answers that were judged before, a sentence each. */
export function remarksOn({ others, anew }: Batch): readonly string[] {
  const names = (entries: readonly { readonly name: string }[]) => entries.map(({ name }) => name).join(', ');
  const told: readonly (readonly [string, string])[] = [
    ['judged anew, since the problem or Endstate has changed', names(anew)],
    ['on record, and not named in this command', names(others.judged.map(([entry]) => entry))],
    [
      'on record and not shown: judged by other tags, another state of the problem or another Endstate, or never to the end. Name them again',
      others.stale.join(', '),
    ],
  ];
  return told.filter(([, whose]) => whose !== '').map(([what, whose]) => `${what}: ${whose}`);
}
