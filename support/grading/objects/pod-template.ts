import { at, isJsonObject, type Json } from './json';
import type { ManifestObject } from './manifest-object';

/** From what an object makes its pods: labels and a pod's spec. */
export interface PodTemplate {
  readonly value: Json;
  /** Where it is in the object. */
  readonly keys: readonly string[];
}

const places: readonly (readonly string[])[] = [
  ['spec', 'template'],
  ['spec', 'jobTemplate', 'spec', 'template'],
  ['template'], // the kind PodTemplate
];

/** Undefined for an object that makes no pods. A Pod is its own template. */
export function podTemplateOf({ kind, value }: ManifestObject): PodTemplate | undefined {
  if (kind === 'Pod') return { value, keys: [] };
  const keys = places.find((place) => isJsonObject(at(value, [...place, 'spec'])));
  return keys && { value: at(value, keys) as Json, keys };
}
