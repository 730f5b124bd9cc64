import type { AnswerFiles } from '../grading/answer-files';
import type { BrokenRule } from '../grading/broken-rule';
import { dialectOf, parseUntrustedYaml } from '../grading/yaml/parse';
import { Refused } from './refused';

/**
 * Reads every YAML file of an answer once, where a deadline and a limit of memory hold: whoever reads it again knows that it
 * can be. Throws Refused for a file that is over the limits; what is no YAML comes back, since it voids its method alone.
 */
export function tryYaml(files: AnswerFiles): readonly BrokenRule[] {
  return [...files].flatMap(([path, content]) => {
    const dialect = dialectOf(path);
    const read = dialect && parseUntrustedYaml(content, path, dialect);
    if (!read || !('broken' in read)) return [];
    if (read.broken.rule === 'limits') throw new Refused(read.broken);
    return [read.broken];
  });
}
