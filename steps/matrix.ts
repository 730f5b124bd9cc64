import { type DataTable, Then } from '@cucumber/cucumber';
import { judgeMatrix, readMatrix } from '../support/cucumber/matrix';
import { step } from '../support/cucumber/step';

Then(
  '{within}the connectivity on port {int} is:',
  step({
    says: 'TCP connections from each row to each column end as the cell says: open, timed out, refused, no route, or - for untried. All are tried at once, and what is not open three times.',
    example:
      'Then the connectivity on port 8080 is:\n  | | pod a | worker01 |\n  | pod b | open | refused |\n  | the runner | timed out | refused |',
    check: (world, _within: number | undefined, port: number, table: DataTable) => readMatrix(world, port, table.raw()),
    run: (world, withinMs: number | undefined, port: number, table: DataTable) =>
      judgeMatrix(world, readMatrix(world, port, table.raw()), withinMs),
  }),
);
