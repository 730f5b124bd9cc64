import type { LabSpec, Provenance } from '../../clusters/lab';
import type { Explanation } from '../errors';

/** Facts travel from a scenario to the report in attachments of these media types: one channel, kept in the record. */
export const mediaTypes = {
  lab: 'application/vnd.endstate.lab+json',
  failure: 'application/vnd.endstate.failure+json',
  evidence: 'application/vnd.endstate.evidence+json',
  warning: 'application/vnd.endstate.warning+json',
  suite: 'application/vnd.endstate.suite+json',
  rollOuts: 'application/vnd.endstate.roll-outs+json',
  measure: 'application/vnd.endstate.measure+json',
} as const;

/** The lab a scenario ran on, as the summary names it. */
export interface LabFacts {
  readonly id: string;
  readonly provider: string;
  readonly spec: LabSpec;
  readonly provenance: readonly Provenance[];
}

/** What an error's type says. `defect` is whatever nobody foresaw: of the judge or of the machine, not of the claim. */
export type FailureKind = 'mismatch' | 'inconclusive' | 'bad-input' | 'unsupported' | 'not-applicable' | 'defect';

/** Why a step ended other than well, in parts: the message that Cucumber keeps is only their text. */
export interface FailureFacts {
  readonly kind: FailureKind;
  readonly explanation: Explanation;
  /** The typed word of {@link Mismatch.outcome}. */
  readonly outcome?: string;
  /** The judge does not have what was asked for: an error of the type `Lacking`. */
  readonly lacking?: true;
}

export interface EvidenceFacts {
  /** Absolute path of the page that explains the verdict. */
  readonly index: string;
  /** What could not be taken. */
  readonly missing: readonly string[];
}

/** Something went wrong beside the verdict: a lab that could not be taken down. */
export interface WarningFacts {
  readonly text: string;
}

/** A number that a step has measured. */
export interface MeasureFacts {
  /** As a rubric's scale names it: `image-size`. */
  readonly measure: string;
  readonly value: number;
  readonly unit: string;
}

/** `unfinished`: it was running when the whole suite's time was up. */
export type TestOutcome = 'passed' | 'failed' | 'skipped' | 'unfinished';

/** One test of an upstream suite that a step ran. */
export interface TestFacts {
  readonly name: string;
  readonly outcome: TestOutcome;
  readonly durationMs: number;
  /** Why it did not pass, in the suite's own words. */
  readonly reason?: string;
}

/** What became of every test of an upstream suite. */
export interface SuiteFacts {
  /** `sig-network conformance, Kubernetes v1.34.1`. */
  readonly title: string;
  readonly tests: readonly TestFacts[];
  /** Absolute path of what the suite wrote while it ran. */
  readonly log: string;
}

/** What repeated roll-outs under a scheduler that is not the judge's have shown: a weaker claim than every placement. */
export interface RollOutFacts {
  readonly wanted: number;
  /** Those in which the claim held. */
  readonly held: number;
  /** With it the same roll-outs are planned again. */
  readonly seed: number;
  /** Placements that were seen, in words, each once, with how many roll-outs came to it. */
  readonly seen: readonly { readonly placement: string; readonly times: number }[];
}
