import { join } from 'node:path';
import { machineRootfs } from '../../components/debian/machine-packages';
import { rootfsMaker } from '../../components/debian/rootfs';
import { basics, debianShells, withLibraries } from '../closure';
import { type ImageRecipe, packageVersion, path } from '../recipe';

/** glibc's resolver and BIND's tools: what the end-to-end tests look names up with, and what BusyBox's differ from. */
const tools = ['/usr/bin/dig', '/usr/bin/host', '/usr/bin/nslookup', '/usr/bin/getent'];

/** The end-to-end tests' image for DNS. */
export const jessieDnsutils: ImageRecipe = {
  repository: 'registry.k8s.io/e2e-test-images/jessie-dnsutils',
  source: __filename,
  ingredients: async () => [await rootfsMaker(machineRootfs)],
  assemble: async ([rootfs]) => {
    if (!rootfs) throw new Error('the root file system is missing');
    const root = join(rootfs.path, 'root');
    const version = packageVersion(rootfs, 'bind9-dnsutils');
    const programs = await Promise.all(tools.map((program) => withLibraries(root, program)));
    return {
      entries: [...(await basics(root)), ...(await debianShells(root)), ...programs.flat()],
      config: { Cmd: ['sleep', 'infinity'], Env: [path] },
      version,
      inside: `dig, host and nslookup ${version}, getent, dash and BusyBox from Debian`,
    };
  },
};
