import type { KubernetesMinor } from '../components/manifest';
import { imageName } from '../images/names';
import { whyNoRegistry } from '../images/registry';
import type { NodeImage } from './node-image';

/**
 * kind's own node images, by the digests in the notes of its releases 0.31.0 (1.34) and 0.27.0 (1.29). Untried where this was
 * written: no machine there reaches a registry.
 */
const digests: Readonly<Partial<Record<KubernetesMinor, readonly [version: string, digest: string]>>> = {
  '1.34': ['v1.34.3', 'sha256:08497ee19eace7b4b5348db5c6a1591d7752b164530a36f855cb0f2bdcbadd48'],
  '1.29': ['v1.29.14', 'sha256:8703bd94ee24e51b778d5556ae310c6c0fa67d761fae6379c8e0bb480e6fea29'],
};

/**
 * The image that `ENDSTATE_NODE_IMAGE` names, as it is; else the published one of that minor, if its registry answers.
 * `ENDSTATE_SOURCE=build` leaves that out.
 */
export async function foreignImage(minor: KubernetesMinor): Promise<NodeImage | undefined> {
  const named = process.env.ENDSTATE_NODE_IMAGE;
  if (named) {
    const provenance = { name: named, version: '', source: 'registry', detail: 'ENDSTATE_NODE_IMAGE' } as const;
    return { name: named, own: false, provenance };
  }
  const published = digests[minor];
  if (process.env.ENDSTATE_SOURCE === 'build' || !published) return undefined;
  const [version, digest] = published;
  const name = `kindest/node:${version}@${digest}`;
  if ((await whyNoRegistry(imageName(name))) !== undefined) return undefined;
  return { name, own: false, provenance: { name: 'kindest/node', version, source: 'registry', detail: digest } };
}
