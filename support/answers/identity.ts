import { createHash } from 'node:crypto';
import type { AnswerFiles } from '../grading/answer-files';

/** Below here a file's mode is laid onto a machine, or goes into an image, with it, and changes what an answer does. */
const onDisk = /^(fix-\d+\/)?(disk|image)\//;

/**
 * The same for the same files, be they in a folder, a tar or a zip file: SHA-256 over the paths, in the order of their code
 * units, each with the SHA-256 of its content, and with whether it may be executed where that goes along with it.
 */
export function identityOf(files: AnswerFiles, executable: ReadonlySet<string>): string {
  const sha256 = createHash('sha256');
  for (const [path, content] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const digest = createHash('sha256').update(content).digest('hex');
    sha256.update(`${digest} ${onDisk.test(path) && executable.has(path) ? 'x' : '-'} ${path}\n`);
  }
  return sha256.digest('hex');
}
