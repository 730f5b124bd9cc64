import { join } from 'node:path';
import { machineRootfs } from '../../components/debian/machine-packages';
import { rootfsMaker } from '../../components/debian/rootfs';
import { basics, busybox, withLibraries } from '../closure';
import { type ImageRecipe, packageVersion, path } from '../recipe';

/** A first word that is an option, or no command at all, is meant for curl; anything else is a command. */
const entrypoint = `#!/bin/sh
case "$1" in
  -*) exec curl "$@" ;;
esac
if command -v "$1" >/dev/null; then exec "$@"; fi
exec curl "$@"
`;

export const curl: ImageRecipe = {
  repository: 'docker.io/curlimages/curl',
  source: __filename,
  ingredients: async () => [await rootfsMaker(machineRootfs)],
  assemble: async ([rootfs]) => {
    if (!rootfs) throw new Error('the root file system is missing');
    const root = join(rootfs.path, 'root');
    const home = '/home/curl_user';
    const version = packageVersion(rootfs, 'curl');
    return {
      entries: [
        ...(await basics(root, [{ name: 'curl_user', id: 100, group: 101, home }])),
        ...(await busybox(root)),
        ...(await withLibraries(root, '/usr/bin/curl')),
        { path: 'entrypoint.sh', content: entrypoint, mode: 0o755 },
        { path: home.slice(1), uid: 100, gid: 101 },
      ],
      config: { Entrypoint: ['/entrypoint.sh'], Cmd: ['curl'], Env: [path], User: 'curl_user', WorkingDir: home },
      version,
      inside: `curl ${version} and BusyBox from Debian`,
    };
  },
};
