import { BadInput } from '../../support/errors';
import { unknownWord } from '../../support/nearest';
import { type RegistryMirror, type RegistryMirrors, registryCapabilities } from '../registry-mirrors';
import { listOf, oneOf, type Read, truth } from './values';
import { isMapping, type Variables } from './yaml-text';

const name = 'containerd_registries_mirrors';

/** Kubespray's own, where the inventory has none. */
export const dockerHub: readonly RegistryMirrors[] = [
  {
    registry: 'docker.io',
    server: 'https://docker.io',
    mirrors: [
      {
        host: 'https://registry-1.docker.io',
        capabilities: ['pull', 'resolve'],
        skipVerify: false,
        overridePath: false,
      },
    ],
  },
];

/** `containerd_registries_mirrors`: a list of `{ prefix, server, mirrors: [{ host, capabilities, skip_verify, override_path }] }`. */
export const mirrors: Read<readonly RegistryMirrors[]> = listOf((what, value) => {
  const { prefix, server, mirrors: hosts } = entry(what, value, ['prefix', 'server', 'mirrors']);
  // It is a folder's name on the nodes.
  const registry = matching('prefix', prefix, /^(_default|[a-zA-Z0-9][a-zA-Z0-9.-]*(:\d{1,5})?)$/);
  const asked = server === undefined ? `https://${registry}` : matching('server', server, url);
  return { registry, server: asked, mirrors: listOf(mirror)('mirrors', hosts) };
});

const url = /^(https?:\/\/)?[a-zA-Z0-9][a-zA-Z0-9.-]*(:\d{1,5})?(\/[\w./-]*)?$/;
const capability = oneOf(registryCapabilities);

const mirror: Read<RegistryMirror> = (what, value) => {
  const { host, capabilities, skip_verify, override_path } = entry(what, value, mirrorKeys);
  return {
    host: matching('host', host, url),
    capabilities: listOf(capability)('capabilities', typeof capabilities === 'string' ? [capabilities] : capabilities),
    skipVerify: truth('skip_verify', skip_verify ?? false),
    overridePath: truth('override_path', override_path ?? false),
  };
};

const mirrorKeys = ['host', 'capabilities', 'skip_verify', 'override_path'];

function entry(what: string, value: unknown, known: readonly string[]): Variables {
  if (!isMapping(value)) {
    throw new BadInput({ what: `${what} is no mapping`, next: `write ${name} as Kubespray's containerd.yml shows it` });
  }
  const strange = Object.keys(value).find((key) => !known.includes(key));
  if (strange !== undefined) throw unknownWord(`key of ${what}`, strange, known);
  return value;
}

function matching(what: string, value: unknown, pattern: RegExp): string {
  if (typeof value === 'string' && pattern.test(value)) return value;
  throw new BadInput({
    what: `${what} in ${name} cannot be ${JSON.stringify(value)}`,
    next: 'write a host like registry.example, an address like http://registry.example:5000',
  });
}
