import { Given } from '@cucumber/cucumber';
import { BadInput, Inconclusive, Mismatch, Unsupported } from '../../errors';
import { step } from '../../cucumber/step';
import type { World } from '../../cucumber/world';
import { type MeasureFacts, mediaTypes, type RollOutFacts } from '../../report/facts';

const rollOuts: RollOutFacts = { wanted: 2, held: 2, seed: 7, seen: [{ placement: 'web: 1 on x', times: 2 }] };

const measure: MeasureFacts = { measure: 'image-size', value: 3.28, unit: 'MB' };

const endings: Readonly<Record<string, (world: World) => unknown>> = {
  well: () => {},
  'well with a measure': (world) => world.attach(JSON.stringify(measure), mediaTypes.measure),
  'well with roll-outs': (world) => world.attach(JSON.stringify(rollOuts), mediaTypes.rollOuts),
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
  step({ withoutCluster: true, says: '', example: '', run: (world, how: string) => endings[how]?.(world) }),
);

Given('a word that {duration} refuses', step({ withoutCluster: true, says: '', example: '', run: (_world, _ms: number) => {} }));
Given(/^two steps say (this)$/, step({ withoutCluster: true, says: '', example: '', run: (_world, _word: string) => {} }));
Given(/^two steps (say) this$/, step({ withoutCluster: true, says: '', example: '', run: (_world, _word: string) => {} }));
Given('the check refuses', step({ withoutCluster: true, says: '', example: '', check: (world) => endings['with bad input']?.(world), run: () => {} }));
