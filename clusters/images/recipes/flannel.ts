import { join } from 'node:path';
import { componentMaker } from '../../components/component';
import { machineRootfs } from '../../components/debian/machine-packages';
import { rootfsMaker } from '../../components/debian/rootfs';
import { flannel, flannelPlugin } from '../../components/flannel';
import { basics, busybox } from '../closure';
import { type ImageRecipe, path } from '../recipe';
import { packetFilter } from './kubernetes';

/** Flannel's daemon with iptables; its manifest runs `cp` in it too. */
const daemon: ImageRecipe = {
  repository: 'ghcr.io/flannel-io/flannel',
  source: __filename,
  ingredients: async () => [await rootfsMaker(machineRootfs), await componentMaker(flannel)],
  assemble: async ([rootfs, component]) => {
    if (!rootfs || !component) throw new Error('an ingredient is missing');
    const root = join(rootfs.path, 'root');
    return {
      entries: [
        ...(await basics(root)),
        ...(await busybox(root)),
        ...(await packetFilter(root)),
        { path: 'opt/bin/flanneld', source: join(component.path, 'bin', 'flanneld'), mode: 0o755 },
      ],
      config: { Entrypoint: ['/opt/bin/flanneld'], Env: [path] },
      version: flannel.version,
      inside: `flanneld ${flannel.version}, built from its Go module without the backend udp; Debian's iptables`,
    };
  },
};

/** What its manifest copies the plugin from. */
const plugin: ImageRecipe = {
  repository: 'ghcr.io/flannel-io/flannel-cni-plugin',
  source: __filename,
  ingredients: async () => [await rootfsMaker(machineRootfs), await componentMaker(flannelPlugin)],
  assemble: async ([rootfs, component]) => {
    if (!rootfs || !component) throw new Error('an ingredient is missing');
    const root = join(rootfs.path, 'root');
    return {
      entries: [
        ...(await basics(root)),
        ...(await busybox(root)),
        { path: 'flannel', source: join(component.path, 'bin', 'flannel'), mode: 0o755 },
      ],
      config: { Env: [path] },
      version: flannelPlugin.version,
      inside: `the plugin flannel of the reference plugins ${flannelPlugin.version}, built from their Go module`,
    };
  },
};

export const flannelImages: readonly ImageRecipe[] = [daemon, plugin];
