import { readFile, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type RootfsRecipe, rootfsMaker } from '../../components/debian/rootfs';
import type { ImageRecipe } from '../recipe';
import { treeOf } from '../tree';

/** Unpacked when a spec first asks for the image. */
const packages: RootfsRecipe = {
  name: 'golang-packages',
  packages: [
    ...['base-files', 'base-passwd', 'bash', 'ca-certificates', 'coreutils', 'dash', 'findutils', 'gcc', 'golang-go'],
    ...['grep', 'gzip', 'libc-bin', 'libc6-dev', 'make', 'sed', 'tar'],
  ],
  optional: ['usr-is-merged'],
  commands: ['bash', 'sh', 'cp', 'find', 'gcc', 'ld', 'go', 'make', 'sed', 'tar', 'grep', 'gzip'],
};

/** What no `go build` reads: Go itself has its own place, and of gcc its sanitizers and its optimizer at link time are gone. */
const debianWithout = [
  /^usr\/(lib|share)\/go(-[^/]*)?(\/|$)/,
  /^usr\/bin\/(go|gofmt|perl.*|openssl|dpkg.*|[^/]*(lto-dump|gprofng|dwp)[^/]*)$/,
  /\/(lto1|lib(asan|lsan|tsan|ubsan|gprofng|gp-collector)[^/]*|libmvec\.a)$/,
  /^usr\/lib\/[^/]*\/(gconv|gprofng|perl-base)\/$/,
  /^usr\/share\/(dpkg|gcc|perl5|debconf)\/$/,
  /^(dev|opt|proc|run|sys|var)\/./,
];

/** The compiler's own sources and objects, tests, the race detector; tools that neither build nor check a program. */
const goWithout = [
  /^(api|misc|test)$/,
  /^src\/cmd\/$/,
  /^pkg\/linux_[^/]*\/cmd\/$/,
  /^pkg\/(obj|linux_[^/]*_[^/]*)\/$/,
  /^pkg\/tool\/[^/]*\/(?!(asm|buildid|cgo|compile|cover|link|pack|vet)$)./,
  /\/testdata\/$/,
  /_test\.go$/,
  /^src\/(runtime\/race|runtime\/msan|crypto\/internal\/boring\/syso)\/[^/]*\.syso$/,
];

export const golang: ImageRecipe = {
  repository: 'docker.io/library/golang',
  source: __filename,
  helpers: [require.resolve('../tree')],
  ingredients: async () => [await rootfsMaker(packages)],
  assemble: async ([unpacked]) => {
    if (!unpacked) throw new Error('the packages are missing');
    const root = join(unpacked.path, 'root');
    const goroot = await realpath(join(root, 'usr/lib/go'));
    const version = (await readFile(join(goroot, 'VERSION'), 'utf8')).split('\n')[0]?.replace(/^go/, '') ?? 'unknown';
    return {
      entries: [
        ...(await treeOf({ from: root, to: '', without: debianWithout })),
        { path: 'usr/bin/cc', target: 'gcc' },
        ...(await treeOf({ from: goroot, to: 'usr/local/go', without: goWithout, follow: ['src', 'pkg/include'] })),
        ...['go', 'go/bin', 'go/src'].map((path) => ({ path, mode: 0o777 })),
      ],
      config: {
        Cmd: ['bash'],
        Env: [
          'PATH=/go/bin:/usr/local/go/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
          `GOLANG_VERSION=${version}`,
          'GOPATH=/go',
        ],
        WorkingDir: '/go',
      },
      version,
      inside: `Go ${version}, gcc and glibc from Debian, with cgo; without the race detector, sanitizers and Git`,
    };
  },
};
