import { parseAllDocuments } from 'yaml';
import { type AnswerFiles, partNames } from '../answer-files';
import type { BrokenRule } from '../broken-rule';
import { matchesAny } from '../glob';
import { commonRules, type Parts } from '../problem';
import { broken, type Rule } from './rule-input';

/** A part, machine, path or group that is not the answer's to touch. */
export const partsRule: Rule = ({ problem: { parts }, method: { files } }) =>
  [...files].flatMap(([path, content]) => {
    const said = refusal(parts, path, content);
    return said === undefined ? [] : [broken(commonRules.parts, said, { file: path })];
  });

/** What lies beside the parts: for people, and for the tests of the problem itself. */
const papers = ['report.md', 'expect.yaml'];

/** What belongs to no method: a part that nobody reads would be judged as if it had not been handed in. */
export function strangers(rest: AnswerFiles): readonly BrokenRule[] {
  const strange = [...rest.keys()].filter((path) => !papers.includes(path));
  return strange.map((path) =>
    broken(commonRules.parts, `${path} is no part of an answer, or of none of its methods`, { file: path }),
  );
}

/** Why a file may not be there; undefined where it may. */
function refusal(parts: Parts, path: string, content: Buffer): string | undefined {
  const [part = '', ...below] = path.split('/');
  const inside = below.join('/');
  const name = partNames.find((known) => known === part);
  if (name === undefined) return papers.includes(path) ? undefined : `${path} is no part of an answer`;
  if (name === 'manifests') return parts.manifests ? undefined : notAllowed(name, parts);
  if (name === 'security-groups.yaml') return groupRefusal(parts, content);
  const allowed = parts[name];
  if (!allowed) return notAllowed(name, parts);
  if (name === 'inventory' || name === 'image') return fileRefusal(parts[name]?.files, inside, path);
  if (name === 'runtime') return machineRefusal(parts.runtime?.machines, inside.replace(/\.yaml$/, ''));
  const [machine = '', ...place] = below;
  return machineRefusal(parts.disk?.machines, machine) ?? fileRefusal(parts.disk?.paths, `/${place.join('/')}`, path);
}

function notAllowed(part: string, parts: Parts): string {
  const allowed = Object.keys(parts);
  return `an answer to this problem holds no ${part} (${allowed.length === 0 ? 'nothing at all' : `but ${allowed.join(', ')}`})`;
}

function fileRefusal(globs: readonly string[] | undefined, file: string, path: string): string | undefined {
  if (globs === undefined || matchesAny(file, globs)) return undefined;
  return `${path} is none of the files that an answer may hold (${globs.join(', ')})`;
}

function machineRefusal(machines: readonly string[] | undefined, machine: string): string | undefined {
  if (machines === undefined || machines.includes(machine)) return undefined;
  return `${machine} is none of the machines that an answer may touch (${machines.join(', ')})`;
}

function groupRefusal(parts: Parts, content: Buffer): string | undefined {
  const allowed = parts['security-groups'];
  if (!allowed) return notAllowed('security-groups.yaml', parts);
  const { groups } = allowed;
  const strange = groupsIn(content).find((group) => groups && !groups.includes(group));
  if (strange === undefined) return undefined;
  return `${strange} is none of the security groups that an answer may touch (${groups?.join(', ')})`;
}

/** The groups that are named. What is no list of rules names none: reading it for the lab refuses it. */
function groupsIn(content: Buffer): readonly string[] {
  const documents = [parseAllDocuments(content.toString('utf8'))].flat();
  return documents.flatMap((document) => {
    const rules: unknown = document.errors.length > 0 ? [] : document.toJS({ maxAliasCount: -1 });
    const named = (Array.isArray(rules) ? rules : []) as readonly ({ security_group?: unknown } | null)[];
    return named.map((rule) => rule?.security_group).filter((group) => typeof group === 'string');
  });
}
