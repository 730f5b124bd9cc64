import { type Found, isMapping, mappingsIn, valuesAt } from './values-at';

/** Where kinds have their pods' spec. */
const places: Readonly<Record<string, string>> = {
  Pod: 'spec',
  CronJob: 'spec.jobTemplate.spec.template.spec',
};
const template = 'spec.template.spec';

const lists = ['containers', 'initContainers', 'ephemeralContainers'] as const;

/** Every container of a pod, for {@link valuesAt}. */
export const everyContainer = `${lists.join('|')}[]`;

/**
 * The specs of pods in an object: where its kind has them, and whatever else has lists of containers, for kinds that nobody here
 * knows.
 */
export function podSpecsIn(object: object & { readonly kind: string }): readonly Found[] {
  const known = Object.hasOwn(places, object.kind) ? places[object.kind] : undefined;
  const placed = valuesAt(object, known ?? template).filter(({ value }) => isMapping(value));
  const alike = mappingsIn({ path: [], value: object }).filter(({ value }) =>
    lists.some((key) => Array.isArray(value[key])),
  );
  const paths = new Set<string>();
  return [...placed, ...alike].filter(({ path }) => {
    const key = JSON.stringify(path);
    const fresh = !paths.has(key);
    paths.add(key);
    return fresh;
  });
}
