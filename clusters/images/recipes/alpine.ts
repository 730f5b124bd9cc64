import { join } from 'node:path';
import { type RootfsRecipe, rootfsMaker } from '../../components/debian/rootfs';
import { basics, busybox } from '../closure';
import type { Entry } from '../layer';
import { type ImageRecipe, packageVersion, path } from '../recipe';
import { treeOf } from '../tree';

/** Unpacked when a spec first asks for the image. */
const packages: RootfsRecipe = {
  name: 'musl-packages',
  packages: ['base-files', 'base-passwd', 'bash', 'busybox-static', 'ca-certificates', 'libc-bin', 'musl'],
  optional: ['usr-is-merged'],
  commands: ['bash', 'busybox'],
};

const architecture = process.arch === 'arm64' ? 'aarch64' : 'x86_64';

/** Like the published one it has no loader for programs that were linked with glibc. */
export const alpine: ImageRecipe = {
  repository: 'docker.io/library/alpine',
  source: __filename,
  helpers: [require.resolve('../tree')],
  ingredients: async () => [await rootfsMaker(packages)],
  assemble: async ([unpacked], tag = 'latest') => {
    if (!unpacked) throw new Error('the packages are missing');
    const root = join(unpacked.path, 'root');
    const [libc, tools] = ['musl', 'busybox-static'].map((name) => packageVersion(unpacked, name));
    const inside = `musl ${libc} and BusyBox ${tools} from Debian, without apk`;
    return {
      entries: [
        ...(await basics(root)),
        ...(await busybox(root)),
        ...(await musl(root)),
        { path: 'etc/os-release', content: osRelease(tag, inside) },
        ...['home', 'mnt', 'opt', 'proc', 'run', 'srv', 'sys', 'usr/local/bin', 'var/log'].map((name) => ({
          path: name,
        })),
      ],
      config: { Cmd: ['/bin/sh'], Env: [path] },
      version: libc ?? 'unknown',
      inside,
    };
  },
};

async function musl(root: string): Promise<readonly Entry[]> {
  const loader = `ld-musl-${architecture}`;
  const libraries = `lib/${architecture}-linux-musl`;
  return [
    ...(await treeOf({ from: join(root, libraries), to: libraries })),
    { path: `lib/${loader}.so.1`, target: `/${libraries}/libc.so` },
    { path: `etc/${loader}.path`, content: `/${libraries}\n/lib\n/usr/local/lib\n/usr/lib\n` },
  ];
}

function osRelease(tag: string, inside: string): string {
  return `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=${tag}\nPRETTY_NAME="In place of Alpine Linux ${tag}: ${inside}"\n`;
}
