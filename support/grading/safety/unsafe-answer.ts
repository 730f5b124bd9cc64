import { BadInput } from '../../errors';
import { isManifestFile, type Manifest, parseManifests } from '../../kube/parse-manifests';
import { type AnswerFiles, type Method, methodsIn } from '../answer-files';
import type { BrokenRule } from '../broken-rule';
import type { Problem } from '../problem';
import { unsafeFiles } from './unsafe-files';
import { unsafeObjects } from './unsafe-objects';

/**
 * What a stranger's answer must not hold whatever the problem says of its parts and fields: to be asked, beside the problem's
 * own rules, before anything of it is applied, laid or typed.
 */
export function unsafeAnswer(
  { kinds, parts }: Pick<Problem, 'kinds' | 'parts'>,
  answer: AnswerFiles,
): readonly BrokenRule[] {
  const hostAliases = parts.manifests?.['may-set-host-aliases'];
  return methodsIn(answer).methods.flatMap((method) => [
    ...unsafeObjects(manifestsOf(method), method.name, { kinds, hostAliases }),
    ...unsafeFiles(method),
  ]);
}

/** As they are written, what is said by default too. What cannot be read is not applied: the rules name it. */
function manifestsOf({ name, files }: Method): readonly Manifest[] {
  const within = (path: string) => (name === '' ? path : `${name}/${path}`);
  return [...files]
    .filter(([path]) => path.startsWith('manifests/') && isManifestFile(path))
    .flatMap(([path, content]) => readable(content.toString('utf8'), within(path)));
}

function readable(text: string, file: string): readonly Manifest[] {
  try {
    return parseManifests(text, file);
  } catch (error) {
    if (error instanceof BadInput) return [];
    throw error;
  }
}
