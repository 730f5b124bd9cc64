import { join } from 'node:path';
import { type RootfsRecipe, rootfsMaker } from '../../components/debian/rootfs';
import { fileOf } from '../closure';
import { type ImageRecipe, packageVersion, path } from '../recipe';
import { treeOf } from '../tree';

/** Unpacked when a spec first asks for the image. */
const packages: RootfsRecipe = {
  name: 'distroless-packages',
  packages: ['base-files', 'base-passwd', 'bash', 'ca-certificates', 'libc-bin', 'netbase', 'tzdata'],
  optional: ['usr-is-merged'],
  commands: ['bash'],
};

const accounts = [
  { name: 'root', id: 0, home: '/root' },
  { name: 'nobody', id: 65534, home: '/nonexistent' },
  { name: 'nonroot', id: 65532, home: '/home/nonroot' },
];

/** What a static program looks for, and no program: no shell, no libc. */
export const distrolessStatic: ImageRecipe = {
  repository: 'gcr.io/distroless/static',
  source: __filename,
  helpers: [require.resolve('../tree')],
  ingredients: async () => [await rootfsMaker(packages)],
  assemble: async ([unpacked], tag = 'latest') => {
    if (!unpacked) throw new Error('the packages are missing');
    const root = join(unpacked.path, 'root');
    const zones = 'usr/share/zoneinfo';
    const [certificates, times] = ['ca-certificates', 'tzdata'].map((name) => packageVersion(unpacked, name));
    const nonroot = tag.startsWith('nonroot');
    return {
      entries: [
        {
          path: 'etc/passwd',
          content: accounts
            .map(({ name, id, home }) => `${name}:x:${id}:${id}:${name}:${home}:/sbin/nologin\n`)
            .join(''),
        },
        { path: 'etc/group', content: accounts.map(({ name, id }) => `${name}:x:${id}:\n`).join('') },
        { path: 'etc/nsswitch.conf', content: 'hosts: files dns\n' },
        ...(await Promise.all(
          ['ssl/certs/ca-certificates.crt', 'os-release'].map((name) => fileOf(root, `/etc/${name}`)),
        )),
        ...(await Promise.all(['protocols', 'services'].map((name) => fileOf(root, `/etc/${name}`)))),
        ...(await treeOf({
          from: join(root, zones),
          to: zones,
          without: [/^(posix|right)\/$/, /\.(zi|tab)$/, /^leap/],
        })),
        { path: 'root', mode: 0o700 },
        { path: 'home/nonroot', mode: 0o700, uid: 65532, gid: 65532 },
        { path: 'tmp', mode: 0o1777 },
      ],
      config: {
        Env: [path, 'SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt'],
        User: nonroot ? '65532' : '0',
        WorkingDir: nonroot ? '/home/nonroot' : '/',
      },
      version: times ?? 'unknown',
      inside: `ca-certificates ${certificates} and tzdata ${times} from Debian; no program`,
    };
  },
};
