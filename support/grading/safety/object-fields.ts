import { type Finding, type KubeObject, unsafe } from './finding';
import { annotatedAgainstBaseline, shortly } from './pod-security';
import { type Found, isMapping, mappingsIn, valuesAt } from './values-at';

/** Pods and the like that one object may ask for: a lab has a few machines, and a judge several labs. */
const mostPods = 50;

/** Names of namespaces that are the cluster's own or the judge's. */
const reserved = /^(kube-|endstate-)/;

/** Of metadata, wherever it stands: what a template's says is copied to every pod of it. */
const oddMetadata: Readonly<Record<string, string>> = {
  finalizers: 'keeps it from being deleted',
  ownerReferences: 'ties its end to that of another object',
  generateName: 'makes another object each time it is applied',
  deletionTimestamp: 'is not for a manifest to say',
};

/** Types of Secrets that are somebody's right to do something. */
const grants = /^(kubernetes\.io\/service-account-token|bootstrap\.kubernetes\.io\/token)$/;
const podSecurity = /^pod-security\.kubernetes\.io\/(enforce|audit|warn)$/;

/** What an object of any kind must not have. */
export function oddObjectFields(object: KubeObject): readonly Finding[] {
  const root = { path: [], value: object };
  return [
    ...oddNames(object),
    ...metadataIn(root).flatMap((metadata) => [...refusedMetadata(metadata), ...annotatedAgainstBaseline(metadata)]),
    ...tooMany(root),
    ...(byKind[object.kind]?.(object) ?? []),
  ];
}

function metadataIn(root: Found): readonly Found[] {
  return mappingsIn(root).flatMap(({ path, value }) => valuesAt(value, 'metadata', path));
}

function refusedMetadata({ path, value }: Found): readonly Finding[] {
  return Object.keys(isMapping(value) ? value : {}).flatMap((key) => {
    const why = Object.hasOwn(oddMetadata, key) ? oddMetadata[key] : undefined;
    return why === undefined ? [] : [unsafe([...path, key], why)];
  });
}

/** Names are DNS subdomains of at most 253 characters, namespaces labels of at most 63. */
function oddNames({ kind, metadata }: KubeObject): readonly Finding[] {
  const namespace = kind === 'Namespace' ? metadata.name : metadata.namespace;
  const names = [...nameProblem('name', metadata.name, 253), ...nameProblem('namespace', metadata.namespace, 63)];
  if (typeof namespace !== 'string' || !reserved.test(namespace)) return names;
  const path = ['metadata', kind === 'Namespace' ? 'name' : 'namespace'];
  return [...names, unsafe(path, `is ${shortly(namespace)}, which is the cluster's own or the judge's`)];
}

function nameProblem(field: 'name' | 'namespace', name: unknown, longest: number): readonly Finding[] {
  if (name === undefined || name === null) return [];
  const right = typeof name === 'string' && name.length <= longest && /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name);
  const problem = `is ${shortly(name)}, and has to be a name of DNS of at most ${longest} characters`;
  return right ? [] : [{ rule: 'unknown-field', path: ['metadata', field], problem }];
}

function tooMany(root: Found): readonly Finding[] {
  return valuesAt(root.value, 'spec.replicas|parallelism|completions')
    .filter(({ value }) => Number(value) > mostPods)
    .map(({ path, value }) => ({
      rule: 'limits',
      path,
      problem: `is ${shortly(value)}, and ${mostPods} is the limit`,
    }));
}

const byKind: Readonly<Record<string, (object: KubeObject) => readonly Finding[]>> = {
  // Whoever has an address there takes the traffic of every pod to it.
  Service: (object) =>
    valuesAt(object, 'spec.externalIPs').map(({ path }) => unsafe(path, "takes other machines' addresses")),
  Secret: (object) =>
    valuesAt(object, 'type')
      .filter(({ value }) => grants.test(String(value)))
      .map(({ path, value }) => unsafe(path, `is ${shortly(value)}, which is a right at the API server`)),
  Namespace: (object) => [
    ...valuesAt(object, 'spec.finalizers').map(({ path }) => unsafe(path, 'keeps it from being deleted')),
    ...valuesAt(object, 'metadata.labels').flatMap(loweredSecurity),
  ],
};

function loweredSecurity({ path, value }: Found): readonly Finding[] {
  return Object.entries(isMapping(value) ? value : {})
    .filter(([key, level]) => podSecurity.test(key) && level !== 'baseline' && level !== 'restricted')
    .map(([key, level]) => unsafe([...path, key], `is ${shortly(level)}, and may be "baseline" or "restricted"`));
}
