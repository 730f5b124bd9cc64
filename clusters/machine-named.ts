import { BadInput } from '../support/errors';
import { nearest } from '../support/nearest';
import type { Machine } from './lab';

/** One of a lab's machines; throws BadInput with the nearest name. */
export function machineNamed<M extends Machine>(machines: readonly M[], name: string): M {
  const found = machines.find((machine) => machine.name === name);
  if (found) return found;
  const names = machines.map((machine) => machine.name);
  throw new BadInput({
    what: `there is no machine ${name} in this lab`,
    last: `the lab has ${names.join(', ')}`,
    next: `did you mean ${nearest(name, names)}?`,
  });
}
