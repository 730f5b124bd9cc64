import type { Manifest } from '../kube';

const containerLists = ['containers', 'initContainers'] as const;

/** The images that manifests name, in whatever kind their pod templates stand. Each once. */
export function imagesOf(manifests: readonly Manifest[]): readonly string[] {
  return [...new Set(manifests.flatMap(({ object }) => [...imagesIn(object)]))];
}

function* imagesIn(value: unknown): Generator<string> {
  if (typeof value !== 'object' || value === null) return;
  for (const list of containerLists) yield* imagesOfContainers((value as Record<string, unknown>)[list]);
  for (const inner of Object.values(value)) yield* imagesIn(inner);
}

function* imagesOfContainers(containers: unknown): Generator<string> {
  if (!Array.isArray(containers)) return;
  for (const container of containers as readonly { image?: unknown }[]) {
    if (typeof container?.image === 'string') yield container.image;
  }
}
