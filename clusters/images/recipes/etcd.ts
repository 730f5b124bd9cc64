import { join } from 'node:path';
import { componentMaker } from '../../components/component';
import { machineRootfs } from '../../components/debian/machine-packages';
import { rootfsMaker } from '../../components/debian/rootfs';
import { etcd as pinned } from '../../components/manifest';
import { basics } from '../closure';
import { type ImageRecipe, path } from '../recipe';
import { originOf } from './kubernetes';

/** Where kubeadm makes the control plane, etcd is a pod. */
export const etcd: ImageRecipe = {
  repository: 'registry.k8s.io/etcd',
  source: __filename,
  ingredients: async () => [await rootfsMaker(machineRootfs), await componentMaker(pinned)],
  assemble: async ([rootfs, component]) => {
    if (!rootfs || !component) throw new Error('an ingredient is missing');
    return {
      entries: [
        ...(await basics(join(rootfs.path, 'root'))),
        { path: 'usr/local/bin/etcd', source: join(component.path, 'bin', 'etcd'), mode: 0o755 },
      ],
      config: { Entrypoint: ['/usr/local/bin/etcd'], Env: [path], WorkingDir: '/' },
      version: pinned.version,
      inside: `etcd ${pinned.version}, ${originOf(component)}`,
    };
  },
};
