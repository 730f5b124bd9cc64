import { exec, type JsonValue } from 'jsonpath-rfc9535';
import { BadInput } from '../../errors';
import type { AnswerFiles } from '../answer-files';
import { matchesGlob } from '../glob';
import type { Json } from '../objects/json';
import type { ManifestObject } from '../objects/manifest-object';
import { objectsOf } from '../objects/manifests-of';
import { podTemplateOf } from '../objects/pod-template';
import type { Problem, UnchangedFields } from '../problem';
import { isPodField } from '../safety/pod-fields';
import { heldBy } from './unchanged-fields';
import { linesOf } from './unchanged-lines';

/**
 * Throws BadInput for a rule that nothing could break: it names what the problem has not.
 * @param original the problem's own files, in the shape of an answer.
 */
export function refuseIdleRules({ parts, rules }: Problem, original: AnswerFiles): void {
  const { objects } = objectsOf(original);
  const { 'may-change': may = [], 'must-not-change': mustNot = [] } = parts.manifests ?? {};
  for (const name of [...may, ...mustNot]) requireFile(original, `manifests/${name}`, 'parts/manifests');
  for (const rule of rules['unchanged-fields'] ?? []) requireHeld(rule, objects);
  for (const { id, files } of rules['unchanged-files'] ?? []) for (const file of files) requireFile(original, file, id);
  for (const { id, file, lines } of rules['unchanged-lines'] ?? []) {
    requireFile(original, file, id);
    requireLine(original.get(file) as Buffer, file, Math.max(...lines), id);
  }
}

function requireHeld(rule: UnchangedFields, objects: readonly ManifestObject[]): void {
  const inTemplate = rule.in === 'pod-template';
  const held = heldBy(rule, objects).flatMap((object) => {
    const value = inTemplate ? podTemplateOf(object)?.value : object.value;
    return value === undefined ? [] : [value];
  });
  const wanted = [rule.kind, rule.name].filter(Boolean).join(' ');
  if (held.length === 0) refuse(rule.id, `no ${wanted}${inTemplate ? ' that makes pods' : ''}`);
  const idle = rule.paths.find((path) => !held.some((value) => couldHave(value, path, inTemplate)));
  if (idle !== undefined) refuse(rule.id, `no ${idle} in its ${wanted}, and nothing that could have it`);
}

/** Whether a path is there, or could be added: a rule may hold that something stays away. */
function couldHave(value: Json, path: string, inTemplate: boolean): boolean {
  if (isThere(value, path)) return true;
  const [, podField] = /^\$\.spec\.(\w+)$/.exec(path) ?? [];
  if (inTemplate && podField !== undefined && !isPodField(podField)) return false;
  const parent = path.replace(/(\.{1,2}[^.[\]]+|\[[^[\]]*\])$/, '');
  return parent !== path && isThere(value, parent);
}

function isThere(value: Json, path: string): boolean {
  let found = false;
  exec(value as JsonValue, path, () => {
    found = true;
  });
  return found;
}

function requireFile(original: AnswerFiles, file: string, rule: string): void {
  if (![...original.keys()].some((path) => matchesGlob(path, file))) refuse(rule, `no file ${file}`);
}

function requireLine(content: Buffer, file: string, line: number, rule: string): void {
  if (linesOf(content)[line - 1] === undefined) refuse(rule, `no line ${line} in ${file}`);
}

function refuse(rule: string, missing: string): never {
  throw new BadInput({ what: `problem.yaml, ${rule}: the problem has ${missing}`, next: 'a rule names what is there' });
}
