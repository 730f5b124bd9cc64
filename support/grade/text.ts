import type { AnswerFiles } from '../grading/answer-files';
import type { TextSuggestions } from '../grading/judgement';
import type { Rubric } from '../grading/rubric';
import { suggestMarks, type TextSuggestion } from '../grading/text/suggest';
import type { GradedProblem } from './problem-folder';

const reportName = 'report.md';

/** What the report suggests; none where the answer has no report, or the problem asks for none. */
export function suggestions(files: AnswerFiles, graded: GradedProblem): TextSuggestions | undefined {
  const { text, material, problem } = graded;
  const report = files.get(reportName);
  if (!text || !report) return undefined;
  const { items, gates } = suggestMarks(report.toString('utf8'), text, material);
  return {
    items: new Map(items.map((item) => [item.id, suggested(item, problem.rubric)])),
    gates: new Map(gates.map(({ id, met, because }) => [id, { met, because }])),
  };
}

/**
 * Points as the problem counts them: a text rubric has a scale of its own. Without the gates, which are the marks' business: they name the
 * one that is shut.
 */
function suggested({ id, of, withoutGates, because, quotes }: TextSuggestion, { items }: Rubric) {
  const worth = items.find((item) => item.id === id)?.points ?? of;
  return { points: (withoutGates / of) * worth, because, quotes };
}
