import { join } from 'node:path';

/** One upstream component at a pinned version: where it is downloaded, how it is built instead, how it is recognised. */
export interface PinnedComponent {
  readonly name: string;
  /** As upstream writes it, with the `v`. */
  readonly version: string;
  readonly programs: readonly Program[];
  /** Empty if its publisher offers no SHA-256 to check a file against: then it is built. */
  readonly downloads: readonly Download[];
  readonly build: GoBuild;
}

/** An executable in the component's `bin/`, and words that it prints about its version (on either stream). */
export interface Program {
  readonly name: string;
  readonly versionArgs: readonly string[];
  readonly prints: string;
}

/** A published file: a program, or an archive of programs. None of these addresses could be tried where this was written. */
export interface Download {
  readonly url: string;
  /**
   * Where its publisher puts the SHA-256. It comes from the same host over the same TLS: proof against damage, and as
   * good as that host. (Go module builds are pinned by go.sum.)
   */
  readonly checksumUrl: string;
  /** A gzipped tar with the component's programs somewhere in it. */
  readonly archive?: true;
}

export interface GoBuild {
  /** Directory with go.mod and go.sum, under `go/`. */
  readonly module: string;
  /** `tool`: every tool directive of go.mod; `.`: the module's own main package; or an import path. */
  readonly packages: string;
  /** Linker variables that carry the version. */
  readonly stamps: Readonly<Record<string, string>>;
  /** What go calls a program → what it is called in `bin/`. */
  readonly rename?: Readonly<Record<string, string>>;
  /** Disk space that the build takes with Go's own caches, when those are empty. */
  readonly needsGib: number;
}

/** Where the go.mod and go.sum of builds lie. */
export const goModules = join(__dirname, 'go');

const arch = process.arch === 'arm64' ? 'arm64' : 'amd64';
const github = 'https://github.com';

/** The patch release behind each Kubernetes minor, newest first. */
export const kubernetesReleases = { '1.34': 'v1.34.1', '1.29': 'v1.29.0' } as const;
export type KubernetesMinor = keyof typeof kubernetesReleases;

export function kubernetes(minor: KubernetesMinor): PinnedComponent {
  const version = kubernetesReleases[minor];
  const [majorNumber = '', minorNumber = ''] = minor.split('.');
  const daemons = ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kube-proxy', 'kubelet'];
  const names = [...daemons, 'kubectl'];
  return {
    name: 'kubernetes',
    version,
    programs: [
      ...daemons.map((name) => ({ name, versionArgs: ['--version'], prints: `Kubernetes ${version}` })),
      { name: 'kubectl', versionArgs: ['version', '--client'], prints: `Client Version: ${version}` },
    ],
    downloads: names.map((name) => {
      const url = `https://dl.k8s.io/${version}/bin/linux/${arch}/${name}`;
      return { url, checksumUrl: `${url}.sha256` };
    }),
    build: {
      module: `kubernetes-${minor}`,
      packages: 'tool',
      stamps: Object.fromEntries(
        ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) => [
          [`${path}.gitVersion`, version],
          [`${path}.gitMajor`, majorNumber],
          [`${path}.gitMinor`, minorNumber],
          [`${path}.gitTreeState`, 'clean'],
        ]),
      ),
      needsGib: 5,
    },
  };
}

export const etcd: PinnedComponent = {
  name: 'etcd',
  version: 'v3.6.8',
  programs: [{ name: 'etcd', versionArgs: ['--version'], prints: 'etcd Version: 3.6.8' }],
  downloads: [
    {
      url: `${github}/etcd-io/etcd/releases/download/v3.6.8/etcd-v3.6.8-linux-${arch}.tar.gz`,
      checksumUrl: `${github}/etcd-io/etcd/releases/download/v3.6.8/SHA256SUMS`,
      archive: true,
    },
  ],
  build: { module: 'etcd', packages: 'tool', stamps: {}, rename: { server: 'etcd' }, needsGib: 1 },
};

const cniNames = ['bridge', 'ptp', 'host-local', 'loopback', 'portmap', 'bandwidth', 'firewall', 'tuning'];

export const cniPlugins: PinnedComponent = {
  name: 'cni-plugins',
  version: 'v1.7.1',
  programs: cniNames.map((name) => ({ name, versionArgs: ['--version'], prints: `CNI ${name} plugin v1.7.1` })),
  downloads: [
    {
      url: `${github}/containernetworking/plugins/releases/download/v1.7.1/cni-plugins-linux-${arch}-v1.7.1.tgz`,
      checksumUrl: `${github}/containernetworking/plugins/releases/download/v1.7.1/cni-plugins-linux-${arch}-v1.7.1.tgz.sha256`,
      archive: true,
    },
  ],
  build: {
    module: 'cni-plugins',
    packages: 'tool',
    stamps: { 'github.com/containernetworking/plugins/pkg/utils/buildversion.BuildVersion': 'v1.7.1' },
    needsGib: 0.5,
  },
};

export const coredns: PinnedComponent = {
  name: 'coredns',
  version: 'v1.14.1',
  programs: [{ name: 'coredns', versionArgs: ['-version'], prints: 'CoreDNS-1.14.1' }],
  downloads: [
    {
      url: `${github}/coredns/coredns/releases/download/v1.14.1/coredns_1.14.1_linux_${arch}.tgz`,
      checksumUrl: `${github}/coredns/coredns/releases/download/v1.14.1/coredns_1.14.1_linux_${arch}.tgz.sha256`,
      archive: true,
    },
  ],
  build: { module: 'coredns', packages: '.', stamps: {}, needsGib: 1 },
};

/** The web server of an image; in the version that manifests ask for. */
export const caddy: PinnedComponent = {
  name: 'caddy',
  version: 'v2.7.6',
  programs: [{ name: 'caddy', versionArgs: ['version'], prints: 'v2.7.6' }],
  downloads: [],
  build: { module: 'caddy', packages: '.', stamps: {}, needsGib: 1 },
};

/** The Kubernetes end-to-end tests' helper. Its versions are numbered apart; this is the one of that release's source. */
export const agnhost: PinnedComponent = {
  name: 'agnhost',
  version: kubernetesReleases['1.34'],
  programs: [{ name: 'agnhost', versionArgs: ['--help'], prints: 'netexec' }],
  downloads: [],
  build: { module: 'kubernetes-1.34', packages: 'k8s.io/kubernetes/test/images/agnhost', stamps: {}, needsGib: 1 },
};
