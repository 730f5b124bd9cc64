import { stringify } from 'yaml';
import type { KubeObject } from '../kube';

const lastApplied = 'kubectl.kubernetes.io/last-applied-configuration';

/** Objects as YAML for people: without what only controllers read, and without what a Secret hides. */
export function asYaml(objects: readonly KubeObject[]): string {
  return objects
    .map((object) => stringify(readable(object), { lineWidth: 0, aliasDuplicateObjects: false }))
    .join('---\n');
}

function readable(object: KubeObject): unknown {
  const { managedFields, annotations, ...metadata } = object.metadata;
  const kept = Object.fromEntries(Object.entries(annotations ?? {}).filter(([name]) => name !== lastApplied));
  const shown = Object.keys(kept).length > 0 ? { ...metadata, annotations: kept } : metadata;
  const { apiVersion, kind, metadata: _, ...rest } = object;
  return { apiVersion, kind, metadata: shown, ...(kind === 'Secret' ? redacted(rest) : rest) };
}

/** A Secret's values as their lengths. */
function redacted(rest: object): object {
  return Object.fromEntries(
    Object.entries(rest).map(([field, value]) =>
      field === 'data' || field === 'stringData'
        ? [field, hideValues(value as Record<string, string>)]
        : [field, value],
    ),
  );
}

function hideValues(values: Readonly<Record<string, string>>): object {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, `(${value.length} characters, not shown)`]),
  );
}
