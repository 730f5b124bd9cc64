import { join } from 'node:path';
import { componentMaker } from '../../components/component';
import { machineRootfs } from '../../components/debian/machine-packages';
import { rootfsMaker } from '../../components/debian/rootfs';
import { agnhost as pinned } from '../../components/manifest';
import { basics, debianShells, withLibraries } from '../closure';
import { type ImageRecipe, path } from '../recipe';

/** The end-to-end tests need these for real, not BusyBox's. */
const real = ['curl', 'dig', 'getent', 'ip', 'nc.openbsd', 'ss'];

export const agnhost: ImageRecipe = {
  repository: 'registry.k8s.io/e2e-test-images/agnhost',
  source: __filename,
  ingredients: async () => [await rootfsMaker(machineRootfs), await componentMaker(pinned)],
  assemble: async ([rootfs, component]) => {
    if (!rootfs || !component) throw new Error('an ingredient is missing');
    const root = join(rootfs.path, 'root');
    const programs = await Promise.all(real.map((program) => withLibraries(root, `/usr/bin/${program}`)));
    return {
      entries: [
        ...(await basics(root)),
        ...(await debianShells(root)),
        ...programs.flat(),
        { path: 'usr/bin/nc', target: '/usr/bin/nc.openbsd' },
        { path: 'agnhost', source: join(component.path, 'bin', 'agnhost'), mode: 0o755 },
        { path: 'agnhost-2', target: 'agnhost' },
        ...['localhost.crt', 'localhost.key'].map((name) => ({
          path: name,
          source: join(component.path, 'share', name),
        })),
        { path: 'uploads' },
      ],
      config: { Entrypoint: ['/agnhost'], Cmd: ['pause'], Env: [path], ExposedPorts: { '53/udp': {}, '8080/tcp': {} } },
      version: pinned.version,
      inside: `agnhost of Kubernetes ${pinned.version} from its Go module; curl, dig, getent and netcat from Debian`,
    };
  },
};
