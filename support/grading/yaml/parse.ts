import { Composer, type Document, LineCounter } from 'yaml';
import { messageOf } from '../../errors';
import { asKubectl } from '../../kubectl-yaml';
import type { BrokenRule } from '../broken-rule';
import { refuseExpanding } from './expanded';
import { YamlFault } from './fault';
import { yamlLimits } from './limits';
import { type Count, refuseOddNodes } from './nodes';
import { tokensOf } from './tokens';

/** Whose reading counts: kubectl's of manifests, Ansible's (YAML 1.1) of an inventory, YAML 1.2's of what is ours. */
export type YamlDialect = 'kubectl' | 'ansible' | 'core';

const dialects = { kubectl: asKubectl, ansible: { version: '1.1' }, core: {} } as const;

export interface YamlDocument {
  readonly value: unknown;
  /** Where it begins in its file, from 1. */
  readonly line: number;
}

/** The dialect of a file of an answer by its path; nothing for what is no YAML to anybody. */
export function dialectOf(path: string): YamlDialect | undefined {
  const [, part, rest = ''] =
    /^(?:fix-\d+\/)?(manifests|inventory|runtime|security-groups\.yaml)(\/.+|$)/.exec(path) ?? [];
  if (part === 'manifests') return /\.(ya?ml|json)$/.test(rest) ? 'kubectl' : undefined;
  // Ansible reads variables from files without an ending, too.
  if (part === 'inventory') return /\.ini$/.test(rest) ? undefined : 'ansible';
  return part === undefined ? undefined : 'core';
}

/**
 * The documents of a YAML file of a stranger's, those that hold nothing left out. `file` is its path within the answer. What comes
 * back is plain data: no more than {@link yamlLimits}, not even with its aliases in full, and no part of itself.
 */
export function parseUntrustedYaml(
  content: string | Uint8Array,
  file: string,
  dialect: YamlDialect,
): { readonly documents: readonly YamlDocument[] } | { readonly broken: BrokenRule } {
  try {
    return { documents: documentsOf(textOf(content), dialect) };
  } catch (error) {
    if (error instanceof YamlFault) return { broken: error.in(file) };
    // A parser that gives up on a text says nothing about us.
    return { broken: new YamlFault('limits', `cannot be read: ${messageOf(error)}`).in(file) };
  }
}

/** YAML's own characters, beside which it knows none (its section 5.1). */
const unprintable = /[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

function textOf(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? Buffer.byteLength(content) : content.length;
  if (bytes > yamlLimits.bytes) throw new YamlFault('limits', `is larger than ${yamlLimits.bytes} bytes`);
  const text = typeof content === 'string' ? content : decoded(content);
  const found = unprintable.exec(text);
  if (!found) return text;
  const line = text.slice(0, found.index).split('\n').length;
  const code = found[0].codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0');
  throw new YamlFault('yaml', `holds the character U+${code}, which YAML does not allow`, line);
}

function decoded(content: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content);
  } catch {
    throw new YamlFault('yaml', 'is no UTF-8');
  }
}

function documentsOf(text: string, dialect: YamlDialect): readonly YamlDocument[] {
  const lines = new LineCounter();
  const tokens = tokensOf(text, lines);
  const directive = tokens.find(({ type }) => type === 'directive');
  if (directive)
    throw new YamlFault('yaml', 'has a directive (%…); leave it out', lines.linePos(directive.offset).line);
  const count: Count = { nodes: 0, aliases: 0 };
  const documents: YamlDocument[] = [];
  let read = 0;
  for (const document of new Composer(dialects[dialect]).compose(tokens)) {
    read += 1;
    if (read > yamlLimits.documents) throw new YamlFault('limits', `holds more than ${yamlLimits.documents} documents`);
    refuseErrors(document, lines);
    refuseOddNodes(document, count, lines);
    documents.push(dataOf(document, lines));
  }
  return documents.filter(({ value }) => value !== null);
}

function refuseErrors({ errors, warnings }: Document.Parsed, lines: LineCounter): void {
  const [error] = errors;
  if (error) throw new YamlFault('yaml', `is not readable as YAML: ${error.message}`, lines.linePos(error.pos[0]).line);
  const [warning] = warnings;
  // A tag that nobody knows.
  if (warning) throw new YamlFault('yaml', `is not plain YAML: ${warning.message}`, lines.linePos(warning.pos[0]).line);
}

function dataOf(document: Document.Parsed, lines: LineCounter): YamlDocument {
  const { line } = lines.linePos(document.contents?.range[0] ?? 0);
  const value = plain(document, line);
  refuseExpanding(value, line);
  return { value, line };
}

function plain(document: Document.Parsed, line: number): unknown {
  try {
    return document.toJS({ maxAliasCount: yamlLimits.aliases });
  } catch (error) {
    const rule = /^Excessive/.test(messageOf(error)) ? 'limits' : 'yaml'; // else an alias to nothing
    throw new YamlFault(rule, `is not readable as YAML: ${messageOf(error)}`, line);
  }
}
