import { type DataTable, Then } from '@cucumber/cucumber';
import { judgePolicies, readDepartures, readTags } from '../support/cucumber/policy-oracle';
import { step } from '../support/cucumber/step';
import { defaultWithinMs } from '../support/cucumber/waiting';

type Within = number | undefined;

Then(
  '{within}the NetworkPolicy cases of Cyclonus about {string} are enforced',
  step({
    says: "Runs Cyclonus's cases with these tags, tries the same policies with our own probes, and holds both against its model of NetworkPolicy, connection by connection; the report has each case.",
    example: 'Then within 20m the NetworkPolicy cases of Cyclonus about "deny-all, allow-all" are enforced',
    check: (_world, _within: Within, tags: string) => readTags(tags),
    run: (world, within: Within, tags: string) =>
      judgePolicies(world, {
        tags: readTags(tags),
        departures: [],
        withinMs: within ?? defaultWithinMs.policyOracle,
      }),
  }),
);

Then(
  '{within}the NetworkPolicy cases of Cyclonus about {string} are enforced, but for:',
  step({
    says: 'The same, for a network that is known to depart from the model: in the cases named, connections may be seen so instead of otherwise, and some have to.',
    example:
      'Then within 20m the NetworkPolicy cases of Cyclonus about "peer-ipblock" are enforced, but for:\n  | case | seen | why |\n  | simple ipblock | blocked | it knows its pods by their labels alone |',
    check: (_world, _within: Within, tags: string, table: DataTable) => [readTags(tags), readDepartures(table)],
    run: (world, within: Within, tags: string, table: DataTable) =>
      judgePolicies(world, {
        tags: readTags(tags),
        departures: readDepartures(table),
        withinMs: within ?? defaultWithinMs.policyOracle,
      }),
  }),
);
