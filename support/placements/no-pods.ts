import type { Observations } from '../assert';
import type { PodState } from '../observe';

/**
 * What a claim watches that is about no pod in particular, as one on traffic from outside: every placement that differs
 * from those before is new to it.
 */
export const noPods: Observations<readonly PodState[]> = {
  description: 'no pods',
  entries: [],
  changed: () => new Promise(() => {}),
  observe: async () => [],
  close: () => {},
};
