import { basename } from 'node:path';
import type { ISupportCodeLibrary } from '@cucumber/cucumber/api';
import { loadVocabulary } from './cucumber-run';
import type { StepCode } from './step';

/** One step as `endstate steps` lists it. */
export interface VocabularyEntry {
  /** The name of the file it stands in. */
  readonly topic: string;
  readonly says: string;
  readonly example: string;
  /** Whether a step's text, without its keyword, is one that this entry says. */
  matches(text: string): boolean;
}

/** What Cucumber knows of a step; its interface for others leaves that out. */
interface Definition {
  readonly uri: string;
  readonly code: StepCode;
  matchesStepName(text: string): boolean;
}

/** Every step, in the order of their files. */
export async function readVocabulary(): Promise<readonly VocabularyEntry[]> {
  const { stepDefinitions } = (await loadVocabulary()) as ISupportCodeLibrary & {
    stepDefinitions: readonly Definition[];
  };
  return stepDefinitions.map((definition) => ({
    topic: basename(definition.uri, '.ts'),
    says: definition.code.says,
    example: definition.code.example,
    matches: (text) => definition.matchesStepName(text),
  }));
}
