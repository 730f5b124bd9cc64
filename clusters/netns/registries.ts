import type { RegistryMirror, RegistryMirrors } from '../registry-mirrors';
import { type DiskFiles, file } from './disk';

/** Where containerd looks for a folder a registry (containerd, docs/hosts.md). */
export const registriesDir = '/etc/containerd/certs.d';

export function registryFiles(registries: readonly RegistryMirrors[]): DiskFiles {
  return Object.fromEntries(
    registries.map((each) => [`${registriesDir}/${each.registry}/hosts.toml`, file(hostsToml(each))]),
  );
}

function hostsToml({ server, mirrors }: RegistryMirrors): string {
  return [`server = ${quoted(server)}`, ...mirrors.flatMap(mirrorLines), ''].join('\n');
}

function mirrorLines({ host, capabilities, skipVerify, overridePath }: RegistryMirror): readonly string[] {
  return [
    `[host.${quoted(host)}]`,
    `  capabilities = [${capabilities.map(quoted).join(', ')}]`,
    `  skip_verify = ${skipVerify}`,
    `  override_path = ${overridePath}`,
  ];
}

/** JSON's escapes are all TOML's too. */
function quoted(text: string): string {
  return JSON.stringify(text);
}
