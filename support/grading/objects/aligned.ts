import { isJsonObject, type Json, own } from './json';

/**
 * Lists whose items the API knows by a key (`x-kubernetes-list-map-keys` of its schemas), by the field they are in: their order
 * says nothing. That of `env` matters where a value names an earlier one; it is passed over.
 */
const mergeKeys: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  imagePullSecrets: ['name'],
  hostAliases: ['ip'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
  // Of containers and of Services.
  ports: ['containerPort', 'port', 'protocol', 'name'],
};

/** The same value with such lists in the order that `like` has them; what `like` has not fills its gaps. */
export function aligned(value: Json, like: Json | undefined, field?: string): Json {
  if (Array.isArray(value)) return alignedList(value, Array.isArray(like) ? like : [], field);
  if (!isJsonObject(value)) return value;
  const other = isJsonObject(like) ? like : {};
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, aligned(inner, own(other, key), key)]));
}

function alignedList(list: readonly Json[], like: readonly Json[], field: string | undefined): Json {
  const keys = field !== undefined && Object.hasOwn(mergeKeys, field) ? mergeKeys[field] : undefined;
  const known = keys && keysOf(like, keys);
  const own = keys && keysOf(list, keys);
  if (!known || !own) return list.map((item, index) => aligned(item, like[index]));
  const rest = list.filter((_, index) => !known.includes(own[index] as string));
  // What is new takes the places of what is gone: that is how a reader would tell the change.
  const placed = like.map((item, index) => {
    const found = own.indexOf(known[index] as string);
    const match = found === -1 ? rest.shift() : list[found];
    return match === undefined ? [] : [aligned(match, item)];
  });
  return [...placed.flat(1), ...rest];
}

/** One key an item; undefined where items have none, or two the same: then their order is all there is. */
function keysOf(list: readonly Json[], fields: readonly string[]): readonly string[] | undefined {
  const keys = list.map((item) => {
    const values = isJsonObject(item) ? fields.map((field) => own(item, field) ?? null) : [];
    return values.some((value) => value !== null) ? JSON.stringify(values) : undefined;
  });
  const all = keys.filter((key) => key !== undefined);
  return all.length === list.length && new Set(all).size === all.length ? all : undefined;
}
