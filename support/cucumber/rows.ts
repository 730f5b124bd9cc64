import type { DataTable } from '@cucumber/cucumber';
import type { Row } from '../../clusters/spec-rows';
import type { TableRow } from '../../clusters/topology-tables';
import { BadInput } from '../errors';

/** A table of two columns, what and its value. Throws BadInput for another width. */
export function rowsOf(table: DataTable): readonly Row[] {
  return table.raw().map((cells) => {
    const [name, value, ...more] = cells;
    if (name !== undefined && value !== undefined && more.length === 0) return [name, value];
    const what = `a row of the table has ${cells.length} columns: | ${cells.join(' | ')} |`;
    throw new BadInput({ what, next: 'write two: what, and its value' });
  });
}

/** A table with a header, a record a row. Throws BadInput for a header without rows. */
export function recordsOf(table: DataTable): readonly TableRow[] {
  const records = table.hashes();
  if (records.length > 0) return records;
  throw new BadInput({ what: 'the table has a header and no row', next: 'write a row, or leave the step out' });
}
