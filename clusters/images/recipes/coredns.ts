import { join } from 'node:path';
import { componentMaker } from '../../components/component';
import { machineRootfs } from '../../components/debian/machine-packages';
import { rootfsMaker } from '../../components/debian/rootfs';
import { coredns as pinned } from '../../components/manifest';
import { basics } from '../closure';
import { type ImageRecipe, path } from '../recipe';

/** Cluster DNS. The published image is distroless too, and runs as root with one capability. */
export const coredns: ImageRecipe = {
  repository: 'registry.k8s.io/coredns/coredns',
  source: __filename,
  ingredients: async () => [await rootfsMaker(machineRootfs), await componentMaker(pinned)],
  assemble: async ([rootfs, component]) => {
    if (!rootfs || !component) throw new Error('an ingredient is missing');
    const source = component.provenance[0]?.source === 'download' ? 'upstream’s release' : 'built from its Go module';
    return {
      entries: [
        ...(await basics(join(rootfs.path, 'root'))),
        { path: 'coredns', source: join(component.path, 'bin', 'coredns'), mode: 0o755 },
      ],
      config: { Entrypoint: ['/coredns'], Env: [path], ExposedPorts: { '53/tcp': {}, '53/udp': {} }, WorkingDir: '/' },
      version: pinned.version,
      inside: `CoreDNS ${pinned.version}, ${source}`,
    };
  },
};
