import { Given } from '@cucumber/cucumber';
import { BadInput, Inconclusive, Mismatch, Unsupported } from '../../errors';
import { step } from '../../cucumber/step';

const endings: Readonly<Record<string, () => unknown>> = {
  well: () => {},
  'with a mismatch': () => {
    throw new Mismatch({ what: 'not as stated', last: 'something else', next: 'look' }, 'timed-out');
  },
  'with a check that could not be made': () => {
    throw new Inconclusive({ what: 'nothing could be seen' });
  },
  'with bad input': () => {
    throw new BadInput({ what: 'unreadable' });
  },
  unsupported: () => {
    throw new Unsupported({ what: 'no lab here', last: 'no IP_VS' });
  },
  'with a defect': () => (undefined as unknown as { x: number }).x,
  'with its deadline': (): Promise<never> => new Promise(() => {}),
};

Given(
  /^it ends (.+)$/,
  step({ withoutCluster: true, says: '', example: '', run: (_world, how: string) => endings[how]?.() }),
);

Given('a word that {duration} refuses', step({ withoutCluster: true, says: '', example: '', run: (_world, _ms: number) => {} }));
Given(/^two steps say (this)$/, step({ withoutCluster: true, says: '', example: '', run: (_world, _word: string) => {} }));
Given(/^two steps (say) this$/, step({ withoutCluster: true, says: '', example: '', run: (_world, _word: string) => {} }));
Given('the check refuses', step({ withoutCluster: true, says: '', example: '', check: () => endings['with bad input']?.(), run: () => {} }));
