import { stringify } from 'yaml';
import type { RegistryMirrors } from '../registry-mirrors';

/** The text of k3s's registries.yaml (docs.k3s.io, "Private Registry Configuration"); undefined where nothing is to be said. */
export function registriesOf(registries: readonly RegistryMirrors[]): string | undefined {
  if (registries.length === 0) return undefined;
  const unverified = registries.flatMap(({ mirrors }) => mirrors.filter(({ skipVerify }) => skipVerify));
  return stringify({
    mirrors: Object.fromEntries(
      registries.map(({ registry, server, mirrors }) => [
        registry,
        { endpoint: [...mirrors.map(({ host }) => host), ...(server ? [server] : [])] },
      ]),
    ),
    ...(unverified.length > 0
      ? {
          configs: Object.fromEntries(
            unverified.map(({ host }) => [new URL(host).host, { tls: { insecure_skip_verify: true } }]),
          ),
        }
      : {}),
  });
}
