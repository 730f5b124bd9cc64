import type { Envelope } from '@cucumber/messages';
import type { LabSpec } from '../../clusters/lab';
import type { Cell } from '../matrix/cell';

/** One run of Cucumber: some feature files, on the broken state or with one answer applied. Plain data. */
export interface Job {
  /** Unique in a run, safe as a file name. */
  readonly id: string;
  /** What a reader sees: `answers/right/method-a`; empty for a job without an answer. */
  readonly label: string;
  /** Feature files, absolute, each with `:line` where only some scenarios are meant. */
  readonly paths: readonly string[];
  /** A tag expression; empty for all. */
  readonly tags: string;
  /** Regular expressions for scenario names; empty for all. */
  readonly names: readonly string[];
  readonly order: 'defined' | 'random' | `random:${string}`;
  /** Whose axes a cluster has where its table says nothing; a scenario that says otherwise is skipped. */
  readonly cell?: Cell;
  /** Folder of the answer (of one method) that `When I apply the answer` applies. */
  readonly answer?: string;
  /** In place of an answer: nothing is changed, and the end state is held against the broken one. */
  readonly unchanged?: true;
  /** Where the evidence of this job's scenarios goes, absolute. */
  readonly evidenceDir: string;
  /** Labs stay after their scenario. */
  readonly keep: boolean;
  /** Waits for Enter after a failure, with the lab still there. */
  readonly pause: boolean;
}

/** A feature with this tag has one lab for all of its scenarios: each sees what the ones before have left. */
export const sharedLabTag = '@shared-lab';

/** Scenarios with this tag take so long that a run without any path leaves them out. */
export const onRequestTag = '@on-request';

/** `check` runs a job's scenarios without making anything: words, tables, files and names are read, no lab is made. */
export type Mode = 'check' | 'run';

export type ToWorker =
  | { readonly type: 'job'; readonly mode: Mode; readonly job: Job }
  /** After {@link FromWorker} `paused`. */
  | { readonly type: 'continue' }
  /** Ends the running scenario as inconclusive, takes its lab down, skips the rest. */
  | { readonly type: 'stop'; readonly reason: string };

export type FromWorker =
  | { readonly type: 'envelope'; readonly job: string; readonly envelope: Envelope }
  /** What a step is doing or saw last, for the live view only. */
  | { readonly type: 'progress'; readonly job: string; readonly text: string }
  /** A lab that a checked scenario will ask for. */
  | { readonly type: 'spec'; readonly job: string; readonly spec: LabSpec }
  | { readonly type: 'paused'; readonly job: string; readonly text: string }
  /** Something went wrong beside the verdicts, after the last scenario: a shared lab that could not be taken down. */
  | { readonly type: 'warning'; readonly job: string; readonly text: string }
  /** `error`: Cucumber itself could not run. */
  | { readonly type: 'done'; readonly job: string; readonly error?: string };

/** What the worker hands to every World through Cucumber. */
export interface WorldParameters {
  readonly mode: Mode;
  readonly job: Job;
}
