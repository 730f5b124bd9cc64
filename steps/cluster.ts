import { type DataTable, Given } from '@cucumber/cucumber';
import { defaultSpec } from '../clusters/lab';
import { specOf } from '../clusters/spec-rows';
import { rowsOf } from '../support/cucumber/rows';
import { step } from '../support/cucumber/step';

Given(
  'a cluster',
  step({
    withoutCluster: true,
    says: 'Makes a cluster of two workers and a control plane, of the default Kubernetes version.',
    example: 'Given a cluster',
    check: (world) => world.plan(defaultSpec),
    run: async (world) => {
      await world.plan(defaultSpec);
      await world.begin();
    },
  }),
);

Given(
  'a cluster:',
  step({
    withoutCluster: true,
    says: 'Makes a cluster of what the table says; a row that is missing keeps its default.',
    example:
      'Given a cluster:\n  | kubernetes | 1.34 |\n  | workers | 2 |\n  | kube-proxy | nftables |\n  | labels of worker01 | worker-id=1 |',
    check: (world, table: DataTable) => world.plan(specOf(rowsOf(table))),
    run: async (world, table: DataTable) => {
      await world.plan(specOf(rowsOf(table)));
      await world.begin();
    },
  }),
);
