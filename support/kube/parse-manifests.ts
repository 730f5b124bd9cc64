import { type Document, isMap, LineCounter, parseAllDocuments, type YAMLError } from 'yaml';
import { BadInput, messageOf } from '../errors';
import { asKubectl } from '../kubectl-yaml';
import type { KubeObject } from './types';

/** One object of a manifest file, with the place it was written at. */
export interface Manifest {
  readonly object: KubeObject;
  readonly file: string;
  readonly line: number;
}

/** Whether a file of a folder of manifests is read as one. */
export function isManifestFile(name: string): boolean {
  return /\.(ya?ml|json)$/.test(name);
}

/** The objects of a text with one or more YAML documents. Throws BadInput with `file:line:column`. */
export function parseManifests(text: string, file: string): readonly Manifest[] {
  const lines = new LineCounter();
  const options = { ...asKubectl, lineCounter: lines, prettyErrors: false };
  const documents = [parseAllDocuments(text, options)].flat() as Document.Parsed[];
  const manifests = documents.flatMap((document) => objectsOf(document, file, lines));
  if (manifests.length > 0) return manifests;
  throw new BadInput({
    what: `${file}:1:1: there is no object in it`,
    next: 'write a Kubernetes object or drop the file',
  });
}

function objectsOf(document: Document.Parsed, file: string, lines: LineCounter): readonly Manifest[] {
  const [error] = document.errors;
  if (error) throw unreadable(error, file, lines);
  if (document.contents === null) return [];
  const { line, col } = lines.linePos(document.contents.range[0]);
  const at = `${file}:${line}:${col}`;
  const value = plain(document, at);
  if (value === null) return [];
  if (!isMap(document.contents))
    throw notAnObject(at, 'a Kubernetes object is a mapping with apiVersion, kind, metadata');
  const objects = isList(value) ? value.items : [value];
  return objects.map((object) => ({ object: checked(object, at), file, line }));
}

function plain(document: Document.Parsed, at: string): unknown {
  try {
    const value: unknown = document.toJS();
    JSON.stringify(value); // what holds itself by an alias cannot be sent
    return value;
  } catch (error) {
    throw new BadInput({ what: `${at}: ${messageOf(error)}` }, { cause: error }); // too many aliases
  }
}

function unreadable({ message, pos }: YAMLError, file: string, lines: LineCounter): BadInput {
  const { line, col } = lines.linePos(pos[0]);
  return new BadInput({ what: `${file}:${line}:${col}: not readable as YAML: ${message}` });
}

function isList(value: unknown): value is { items: readonly unknown[] } {
  const list = value as { kind?: unknown; items?: unknown };
  return typeof list.kind === 'string' && list.kind.endsWith('List') && Array.isArray(list.items);
}

function checked(value: unknown, at: string): KubeObject {
  const object = value as { apiVersion?: unknown; kind?: unknown; metadata?: { name?: unknown } } | null;
  if (typeof object?.apiVersion !== 'string') throw notAnObject(at, 'apiVersion is missing or no string');
  if (typeof object.kind !== 'string') throw notAnObject(at, 'kind is missing or no string');
  if (typeof object.metadata?.name !== 'string')
    throw notAnObject(at, `metadata.name of the ${object.kind} is missing or no string`);
  return object as KubeObject;
}

function notAnObject(at: string, why: string): BadInput {
  return new BadInput({ what: `${at}: not a Kubernetes object: ${why}` });
}
