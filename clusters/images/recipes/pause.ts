import { machineRootfs } from '../../components/debian/machine-packages';
import { rootfsMaker } from '../../components/debian/rootfs';
import { fileOf } from '../closure';
import { type ImageRecipe, packageVersion, path } from '../recipe';

/** What holds a pod's namespaces. catatonit's pause mode is written for just that (Podman uses it). */
export const pause: ImageRecipe = {
  repository: 'registry.k8s.io/pause',
  source: __filename,
  ingredients: async () => [await rootfsMaker(machineRootfs)],
  assemble: async ([rootfs]) => {
    if (!rootfs) throw new Error('the root file system is missing');
    const version = packageVersion(rootfs, 'catatonit');
    return {
      entries: [{ ...(await fileOf(`${rootfs.path}/root`, '/usr/bin/catatonit')), path: 'pause', mode: 0o755 }],
      config: { Entrypoint: ['/pause', '-P'], Env: [path], User: '65535:65535' },
      version,
      inside: `catatonit ${version} from Debian, in pause mode`,
    };
  },
};
