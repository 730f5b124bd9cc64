import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { gradedProblem } from '../../support/grade/problem-folder';
import { suggestMarks, type TextSuggestions } from '../../support/grading/text/suggest';

/** Reports with what a person would mark them, by the id of the gate (met or not) or the item (points, whatever the gates say). */
interface Corpus {
  /** A folder of features/. */
  readonly problem: string;
  readonly reports: readonly Report[];
}

interface Report {
  readonly name: string;
  readonly report: string;
  readonly [mark: string]: unknown;
}

/** A mark that was expected, and what was suggested instead. */
export interface Compared {
  readonly report: string;
  readonly mark: string;
  readonly expected: number;
  readonly suggested: number;
  /** Why, and the sentences. */
  readonly because: string;
}

const testdata = join(__dirname, 'testdata');
const features = join(__dirname, '../../features');

/**
 * Suggested marks held against a person's, on every testdata/reports-*.yaml. A mark that nobody has earned is a failure; one that is
 * missed is listed and leaves work to the judge.
 */
export async function texts(
  say: (line: string) => void,
  wanted = /^reports-.*\.yaml$/,
): Promise<{ passed: number; failed: number }> {
  const files = readdirSync(testdata).filter((name) => wanted.test(name));
  const compared = files.map((file) => {
    const { problem, reports } = parse(readFileSync(join(testdata, file), 'utf8')) as Corpus;
    const { text, material } = gradedProblem(join(features, problem), '@end');
    if (!text) throw new Error(`${problem} has no text rubric, and ${file} is about it`);
    const marks = reports.flatMap((report) => compare(report, suggestMarks(report.report, text, material)));
    for (const line of summary(file, marks)) say(line);
    return marks;
  });
  const all = compared.flat();
  return { passed: all.filter(isRight).length, failed: all.filter(isFalse).length };
}

/** Every mark that a report of a corpus is expected to get; one that the rubric does not know is a mistake in the corpus. */
export function compare(report: Report, { gates, items }: TextSuggestions): readonly Compared[] {
  const suggested = [
    ...gates.map(({ met, ...gate }) => ({ ...gate, points: Number(met) })),
    ...items.map(({ withoutGates, ...item }) => ({ ...item, points: withoutGates })),
  ];
  const { name, report: _, ...expected } = report;
  return Object.entries(expected).map(([mark, value]) => {
    const found = suggested.find(({ id }) => id === mark);
    if (!found) throw new Error(`report ${name}: the rubric has no ${mark}`);
    const { points, because, quotes } = found;
    const why = [because, ...quotes.map(({ line, sentence }) => `line ${line}: ${sentence}`)].join('\n    ');
    return { report: name, mark, expected: Number(value), suggested: points, because: why };
  });
}

const isRight = ({ expected, suggested }: Compared) => suggested === expected;
const isFalse = ({ expected, suggested }: Compared) => suggested > expected;
const isMissed = ({ expected, suggested }: Compared) => suggested < expected;

/** A line a mark, then each that is not right, with the reason and the sentences. */
export function summary(file: string, marks: readonly Compared[]): readonly string[] {
  const counts = (some: readonly Compared[]) =>
    `${some.filter(isRight).length} right, ${some.filter(isMissed).length} missed, ${some.filter(isFalse).length} false of ${some.length}`;
  const names = [...new Set(marks.map(({ report }) => report))];
  const whole = names.filter((name) => marks.filter(({ report }) => report === name).every(isRight));
  return [
    `${file}: ${whole.length} of ${names.length} reports wholly right; marks: ${counts(marks)}`,
    ...[...new Set(marks.map(({ mark }) => mark))].map(
      (mark) => `  ${mark}: ${counts(marks.filter((one) => one.mark === mark))}`,
    ),
    ...marks
      .filter((one) => !isRight(one))
      .map(
        (one) =>
          `  ${isFalse(one) ? 'FALSE' : 'missed'}: ${one.report}, ${one.mark}: ${one.suggested}, expected ${one.expected}: ${one.because}`,
      ),
  ];
}
