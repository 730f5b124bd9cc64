/** One of the places at which a node asks for a registry's images, in the order of the list. */
export interface RegistryMirror {
  /** `http://registry.example:5000`. */
  readonly host: string;
  readonly capabilities: readonly RegistryCapability[];
  readonly skipVerify: boolean;
  readonly overridePath: boolean;
}

export const registryCapabilities = ['pull', 'resolve', 'push'] as const;
export type RegistryCapability = (typeof registryCapabilities)[number];

/** What containerd's hosts.toml says of one registry. */
export interface RegistryMirrors {
  /** As image names begin: a host, perhaps with a port. */
  readonly registry: string;
  /** Asked when no mirror has given the image. */
  readonly server: string;
  readonly mirrors: readonly RegistryMirror[];
}
