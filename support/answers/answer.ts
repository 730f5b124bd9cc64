import type { AnswerFiles } from '../grading/answer-files';
import type { BrokenRule } from '../grading/broken-rule';

/** A stranger's answer, read once and within limits: nothing of it is looked at again where it came from. */
export interface ReadAnswer {
  /** The name of its folder or archive, without `.zip` and the like. */
  readonly name: string;
  readonly files: AnswerFiles;
  /** Those of the files that may be executed. */
  readonly executable: ReadonlySet<string>;
  /** SHA-256 of what it holds, in hexadecimal digits: the same for a folder, a tar and a zip file of the same files. */
  readonly hash: string;
  /** What macOS' programs had added, by path. */
  readonly leftOut: readonly string[];
  /** Files that are no YAML although they have to be: each voids its method. */
  readonly broken: readonly BrokenRule[];
}

/** An answer, or why it is not read: then nothing of it is used, and it gets no points. */
export type Reading = ReadAnswer | { readonly refused: BrokenRule };
