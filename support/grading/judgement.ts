import type { BrokenRule } from './broken-rule';
import type { Confirmed } from './confirmed';
import type { Quote } from './marks';

/** What a scenario of the end state came to, for one method of an answer. */
export interface ScenarioVerdict {
  /** The method by its name; empty for an answer of one method. */
  readonly method: string;
  readonly scenario: string;
  /** As Gherkin has them: `@end`. */
  readonly tags: readonly string[];
  readonly verdict: 'pass' | 'fail' | 'inconclusive';
  /** How the verdict came about where one try was not enough: no second try is hidden. */
  readonly again?: string;
  /** What its steps have measured, by the words of a rubric's scale. */
  readonly measures?: readonly Pick<Measure, 'measure' | 'value'>[];
  /** Relative to the folder of the marks. */
  readonly evidence?: string;
}

/** Whether it stands for a job that ended before its first scenario: each scenario of an end state is tagged, so it may be of any item. */
export function isWholeJob({ tags }: Pick<ScenarioVerdict, 'tags'>): boolean {
  return tags.length === 0;
}

/** A number that a scenario has measured on what a method came to. */
export interface Measure extends Pick<ScenarioVerdict, 'method' | 'scenario' | 'tags'> {
  /** As the rubric's scale names it. */
  readonly measure: string;
  readonly value: number;
  readonly evidence?: string;
}

/** What was measured of each method, with the scenario that did: only one that has passed has measured what counts. */
export function measuresOf(scenarios: readonly ScenarioVerdict[]): readonly Measure[] {
  return scenarios
    .filter(({ verdict }) => verdict === 'pass')
    .flatMap(({ method, scenario, tags, measures = [], evidence }) =>
      measures.map(({ measure, value }) => ({
        ...{ method, scenario, tags, measure, value },
        ...(evidence === undefined ? {} : { evidence }),
      })),
    );
}

/** What patterns make of the report, for one item. Points are 0 to the item's. */
export interface Suggestion {
  readonly points: number;
  readonly because: string;
  readonly quotes?: readonly Quote[];
}

/** Whether the report holds what it has to. */
export interface GateVerdict {
  readonly met: boolean;
  readonly because: string;
}

/** What patterns make of the report, by ids of the rubric. */
export interface TextSuggestions {
  readonly items: ReadonlyMap<string, Suggestion>;
  readonly gates: ReadonlyMap<string, GateVerdict>;
}

/** All that marks are made from. */
export interface Judgement {
  /** In their order, with the kinds that they change. */
  readonly methods: readonly { readonly name: string; readonly kinds: readonly string[] }[];
  readonly broken: readonly BrokenRule[];
  /** Of the end state alone, every one of each method: one that did not run is inconclusive, one that ran again what it came to last. */
  readonly scenarios: readonly ScenarioVerdict[];
  readonly measures?: readonly Measure[];
  /** Absent where the answer has no report. */
  readonly text?: TextSuggestions;
  readonly confirmed?: Confirmed;
}
