import { relative } from 'node:path';
import { explain } from '../errors';
import type { ScenarioResult } from './result';

/** What happened, what was seen last, what to do next, as every message has it: evidence and rerun are the next. */
export function failureText(result: ScenarioResult): string {
  const { failure, evidence } = result;
  if (!failure) return '';
  const { what, last, next } = failure.explanation;
  const page = evidence?.index ? relative(process.cwd(), evidence.index) : undefined;
  const steps = [next, page, `rerun: ${result.rerun}`].filter((part) => part !== undefined);
  return [
    explain({ what: words(result, what), ...(last === undefined ? {} : { last }), next: steps.join('; ') }),
    ...(evidence?.missing ?? []).map((missing) => `  evidence not taken: ${missing}`),
  ].join('\n');
}

function words({ failure }: ScenarioResult, what: string): string {
  return failure?.kind === 'defect'
    ? `${what}\n  (a defect of the judge or of the machine, not of what was tested)`
    : what;
}
