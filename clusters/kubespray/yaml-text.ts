import { parseDocument } from 'yaml';
import { BadInput } from '../../support/errors';

/** Variables by name, as YAML gives them. */
export type Variables = Readonly<Record<string, unknown>>;

/**
 * A mapping as Ansible reads one: YAML 1.1, in which `yes` is true. An empty file is an empty mapping. Throws BadInput for
 * what cannot be read, and for what Ansible would decrypt or run.
 */
export function mappingOf(file: string, text: string): Variables {
  if (text.startsWith('$ANSIBLE_VAULT')) {
    throw new BadInput({ what: `${file} is encrypted`, next: 'write its variables in plain text' });
  }
  const document = parseDocument(text, { version: '1.1' });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem) throw new BadInput({ what: `${file} is not readable as YAML: ${problem.message}` });
  const value: unknown = document.toJS() ?? {};
  if (isMapping(value)) return value;
  throw new BadInput({ what: `${file} holds no variables`, next: 'write name: value' });
}

export function isMapping(value: unknown): value is Variables {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether Ansible would have a template in there to work out. */
export function hasTemplate(value: unknown): boolean {
  if (typeof value === 'string') return /\{[{%#]/.test(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasTemplate);
}
