import parseJsonPath from 'jsonpath-rfc9535/parser';
import { BadInput, messageOf } from '../errors';
import { parseYaml } from '../schema';
import { problemSchema } from './problem-schema';
import { type Rubric, refuseUnsound, twiceIn } from './rubric';
import { refuseUnknownGroup } from './safety/kinds';

/** What an answer may hold; a part that is not here may not be there. Files and paths may be globs where it says so. */
export interface Parts {
  readonly manifests?: {
    /** Files of the problem, below manifests/. Without it all of them but `must-not-change`. */
    readonly 'may-change'?: readonly string[];
    readonly 'must-not-change'?: readonly string[];
    readonly 'may-add-files'?: boolean;
    readonly 'may-set-host-aliases'?: boolean;
  };
  /** `paths`: globs, as the machine sees them. */
  readonly disk?: { readonly machines?: readonly string[]; readonly paths?: readonly string[] };
  readonly runtime?: { readonly machines?: readonly string[] };
  readonly 'security-groups'?: { readonly groups?: readonly string[] };
  /** `files`: globs, below the part's folder. */
  readonly inventory?: { readonly files?: readonly string[] };
  readonly image?: { readonly files?: readonly string[] };
}

interface RuleWords {
  /** By which a broken rule is named. */
  readonly id: string;
  /** The rule in a sentence. */
  readonly what: string;
}

/** Fields that stay as they are, in the object itself or in the template it makes its pods from. */
export interface UnchangedFields extends RuleWords {
  /** `Service`, or with its group `Deployment.apps`. */
  readonly kind: string;
  /** All objects of the kind unless told. */
  readonly name?: string;
  /** The object unless told. */
  readonly in?: 'object' | 'pod-template';
  /** JSONPath (RFC 9535). */
  readonly paths: readonly string[];
}

/** Files that stay byte for byte the same. */
export interface UnchangedFiles extends RuleWords {
  /** Globs, within a method's folder: `image/hash.go`. */
  readonly files: readonly string[];
  readonly 'may-be-missing'?: boolean;
}

/** Lines of a file that stay byte for byte the same. */
export interface UnchangedLines extends RuleWords {
  readonly file: string;
  /** Counted from 1. */
  readonly lines: readonly number[];
}

export interface Rules {
  readonly 'unchanged-fields'?: readonly UnchangedFields[];
  readonly 'unchanged-files'?: readonly UnchangedFiles[];
  readonly 'unchanged-lines'?: readonly UnchangedLines[];
}

/** How many methods an answer may hold, and what makes two of them one. */
export interface Methods {
  readonly count: number;
  readonly 'apart-by'?: 'kind';
}

/** What a problem.yaml says. */
export interface Problem {
  readonly title: string;
  readonly source?: { readonly contest?: string; readonly text?: string; readonly points?: number };
  /** The source's release. */
  readonly kubernetes?: string;
  /** Where the source is open. */
  readonly decisions?: readonly string[];
  readonly parts: Parts;
  /** Kinds that an answer's manifests may have; the default list unless told. */
  readonly kinds?: readonly string[];
  /** What is enforced where its manifests are applied; `baseline` unless told. */
  readonly 'pod-security'?: 'baseline' | 'privileged';
  readonly rules: Rules;
  readonly methods: Methods;
  /** A problem without one is judged but not marked. */
  readonly rubric?: Rubric;
}

type Written = Omit<Problem, 'parts' | 'rules' | 'methods'> & Partial<Pick<Problem, 'parts' | 'rules' | 'methods'>>;

/**
 * Reads the text of a problem.yaml. Throws BadInput for a key that nobody knows, with the nearest known one, for points that
 * do not add up, for a path that is no JSONPath, for a kind of a group that is none. `at` is what messages name the file by.
 */
export function parseProblem(text: string, at: string): Problem {
  const written = parseYaml<Written>(text, at, problemSchema);
  const problem = { parts: {}, rules: {}, methods: { count: 1 }, ...written };
  refuseUnsoundRules(problem, at);
  for (const kind of problem.kinds ?? []) refuseUnknownGroup(kind, at);
  if (problem.rubric) refuseUnsound(problem.rubric, problem.methods.count, `${at}/rubric`);
  return problem;
}

/** Names under which rules are broken that hold for every problem. */
export const commonRules = {
  parts: 'parts',
  files: 'files',
  unreadable: 'unreadable-manifest',
  surplus: 'too-many-methods',
  overlap: 'methods-apart',
} as const;

function refuseUnsoundRules({ parts, rules }: Problem, at: string): void {
  const { 'unchanged-fields': fields = [], 'unchanged-files': files = [], 'unchanged-lines': lines = [] } = rules;
  const twice = twiceIn([...Object.values(commonRules), ...[...fields, ...files, ...lines].map(({ id }) => id)]);
  if (twice !== undefined)
    throw new BadInput({ what: `${at}/rules: two rules are called "${twice}"`, next: 'give each a name of its own' });
  for (const { id, paths } of fields) for (const path of paths) refuseUnreadablePath(path, `${at}/rules, ${id}`);
  const { 'may-change': may = [], 'must-not-change': mustNot = [] } = parts.manifests ?? {};
  const both = may.find((file) => mustNot.includes(file));
  if (both !== undefined) {
    const what = `${at}/parts/manifests: ${both} may change and must not`;
    throw new BadInput({ what, next: 'take it out of one of the lists' });
  }
}

function refuseUnreadablePath(path: string, at: string): void {
  try {
    parseJsonPath(path);
  } catch (error) {
    const what = `${at}: "${path}" is no JSONPath`;
    throw new BadInput(
      { what, last: messageOf(error), next: 'write one of RFC 9535: $.spec.replicas' },
      { cause: error },
    );
  }
}
