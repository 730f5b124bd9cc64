import { join } from 'node:path';
import { machineRootfs } from '../../components/debian/machine-packages';
import { rootfsMaker } from '../../components/debian/rootfs';
import { busybox as applets, basics } from '../closure';
import { type ImageRecipe, packageVersion, path } from '../recipe';

export const busybox: ImageRecipe = {
  repository: 'docker.io/library/busybox',
  source: __filename,
  ingredients: async () => [await rootfsMaker(machineRootfs)],
  assemble: async ([rootfs]) => {
    if (!rootfs) throw new Error('the root file system is missing');
    const root = join(rootfs.path, 'root');
    const version = packageVersion(rootfs, 'busybox-static');
    return {
      entries: [...(await basics(root)), ...(await applets(root))],
      config: { Cmd: ['sh'], Env: [path] },
      version,
      inside: `BusyBox ${version} from Debian (busybox-static)`,
    };
  },
};
