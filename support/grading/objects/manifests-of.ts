import { BadInput } from '../../errors';
import { isManifestFile, parseManifests } from '../../kube/parse-manifests';
import type { AnswerFiles, Method } from '../answer-files';
import type { BrokenRule } from '../broken-rule';
import { commonRules } from '../problem';
import { type ManifestObject, manifestObject } from './manifest-object';

const folder = 'manifests/';

/** The objects that a folder's manifests/ define, in the order in which they are applied. */
export interface ReadObjects {
  /** Whether there is such a part at all: without it nothing is applied, and nothing deleted. */
  readonly present: boolean;
  readonly objects: readonly ManifestObject[];
}

/** Throws BadInput for the first file that cannot be read. For a problem's own files. */
export function objectsOf(files: AnswerFiles): ReadObjects {
  const paths = manifestPaths(files);
  return { present: paths.length > 0, objects: paths.filter(isManifestFile).flatMap((path) => read(files, path)) };
}

/** The same of an answer, where what cannot be read is a broken rule of its method. */
export function objectsOfMethod({ name, files }: Method): ReadObjects & { readonly unreadable: readonly BrokenRule[] } {
  const paths = manifestPaths(files);
  const objects: ManifestObject[] = [];
  const unreadable: BrokenRule[] = [];
  for (const path of paths.filter(isManifestFile)) {
    try {
      objects.push(...read(files, path));
    } catch (error) {
      if (!(error instanceof BadInput)) throw error;
      unreadable.push({
        rule: commonRules.unreadable,
        file: path,
        said: error.explanation.what,
        voids: { method: name },
      });
    }
  }
  return { present: paths.length > 0, objects, unreadable };
}

function manifestPaths(files: AnswerFiles): readonly string[] {
  return [...files.keys()].filter((path) => path.startsWith(folder)).sort();
}

function read(files: AnswerFiles, path: string): readonly ManifestObject[] {
  return parseManifests((files.get(path) as Buffer).toString('utf8'), path).map(manifestObject);
}
