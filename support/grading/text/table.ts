/** More columns than that are no table of a report. */
const mostCells = 20;

/** The cells of a table's row, nothing where a line is none. */
export function cellsOf(line: string): readonly string[] | undefined {
  if (!/^\s*\|/.test(line)) return undefined;
  const cells = line.trim().replace(/^\|/, '').replace(/\|$/, '').split('|', mostCells);
  return cells.map((cell) => cell.trim());
}

/**
 * A row as one says it: each cell of what its row is about, and of what its column is about, a clause each. A question mark in one cell is
 * for all of them.
 */
export function readingOf(cells: readonly string[], header: readonly string[]): string {
  const [subject = '', ...rest] = cells;
  const said = (of: string, cell: string | undefined) => (of && cell ? [`${of}: ${asClauses(cell)}`] : []);
  const rows = rest.flatMap((cell) => said(subject, cell));
  const columns = header.flatMap((of, at) => said(of, cells[at]));
  const all = [...rows, ...columns];
  const text = all.length > 0 ? all.join('; ') : asClauses(subject);
  return /[?？]/.test(text) ? `${text}?` : text;
}

const marks: Readonly<Record<string, string>> = { '×': 'no', '✗': 'no', '✘': 'no', '❌': 'no', '✕': 'no' };

function asClauses(cell: string): string {
  return (marks[cell] ?? cell).replace(/[。.!！;]+(?=\s|$|[\u3040-\u30FF\u4E00-\u9FFF])/gu, ';').replace(/;+$/u, '');
}
