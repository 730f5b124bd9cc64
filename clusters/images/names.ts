/** An image's name in full, the way containerd and the kubelet write it. */
export interface ImageName {
  /** `docker.io/library/caddy`, `registry.k8s.io/pause`. */
  readonly repository: string;
  /** `docker.io`, `registry.k8s.io`. */
  readonly registry: string;
  /** `2.7.6`; `latest` if none was written. Undefined when a digest names it. */
  readonly tag?: string;
  readonly digest?: string;
  /** All of it: the key under which containerd keeps it. */
  readonly full: string;
}

/**
 * The name in full: `caddy:2.7.6` is `docker.io/library/caddy:2.7.6`, as everything that speaks of images reads it
 * (github.com/distribution/reference, ParseNormalizedNamed).
 */
export function imageName(written: string): ImageName {
  const [named = '', digest] = written.split('@', 2);
  const { path, tag } = splitTag(named);
  const slash = path.indexOf('/');
  const first = path.slice(0, Math.max(slash, 0));
  const hasRegistry = first.includes('.') || first.includes(':') || first === 'localhost';
  const registry = hasRegistry ? first : 'docker.io';
  const rest = hasRegistry ? path.slice(slash + 1) : path;
  const repository = `${registry}/${registry === 'docker.io' && !rest.includes('/') ? `library/${rest}` : rest}`;
  if (digest) return { repository, registry, digest, full: `${repository}${tag ? `:${tag}` : ''}@${digest}` };
  return { repository, registry, tag: tag ?? 'latest', full: `${repository}:${tag ?? 'latest'}` };
}

/** The key under which containerd keeps an image that a manifest writes like this. */
export function containerdName(written: string): string {
  return imageName(written).full;
}

function splitTag(named: string): { path: string; tag?: string } {
  const colon = named.lastIndexOf(':');
  if (colon <= named.lastIndexOf('/')) return { path: named };
  return { path: named.slice(0, colon), tag: named.slice(colon + 1) };
}
