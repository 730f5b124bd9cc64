import type { PinnedComponent } from './pinned';

const arch = process.arch === 'arm64' ? 'arm64' : 'amd64';
const github = 'https://github.com';

/** The patch release behind each Kubernetes minor, newest first. */
export const kubernetesReleases = { '1.36': 'v1.36.3', '1.34': 'v1.34.1', '1.29': 'v1.29.0' } as const;
export type KubernetesMinor = keyof typeof kubernetesReleases;

export function kubernetes(minor: KubernetesMinor): PinnedComponent {
  const version = kubernetesReleases[minor];
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
    build: { module: `kubernetes-${minor}`, packages: 'tool', stamps: kubernetesStamps(minor), needsGib: 5 },
  };
}

function kubernetesStamps(minor: KubernetesMinor): Readonly<Record<string, string>> {
  const [majorNumber = '', minorNumber = ''] = minor.split('.');
  return Object.fromEntries(
    ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap((path) => [
      [`${path}.gitVersion`, kubernetesReleases[minor]],
      [`${path}.gitMajor`, majorNumber],
      [`${path}.gitMinor`, minorNumber],
      [`${path}.gitTreeState`, 'clean'],
    ]),
  );
}

/** The releases whose kubeadm is pinned. */
export const kubeadmMinors = ['1.34', '1.29'] as const satisfies readonly KubernetesMinor[];
export type KubeadmMinor = (typeof kubeadmMinors)[number];

/** Beside the other programs of the release, since only clusters that kubeadm makes need it. */
export function kubeadm(minor: KubeadmMinor): PinnedComponent {
  const version = kubernetesReleases[minor];
  const url = `https://dl.k8s.io/${version}/bin/linux/${arch}/kubeadm`;
  return {
    name: 'kubeadm',
    version,
    programs: [{ name: 'kubeadm', versionArgs: ['version', '-o', 'short'], prints: version }],
    downloads: [{ url, checksumUrl: `${url}.sha256` }],
    build: { module: `kubeadm-${minor}`, packages: 'tool', stamps: kubernetesStamps(minor), needsGib: 2 },
  };
}

export const kind: PinnedComponent = {
  name: 'kind',
  version: 'v0.33.0',
  programs: [{ name: 'kind', versionArgs: ['version'], prints: 'kind v0.33.0' }],
  downloads: [
    {
      url: `${github}/kubernetes-sigs/kind/releases/download/v0.33.0/kind-linux-${arch}`,
      checksumUrl: `${github}/kubernetes-sigs/kind/releases/download/v0.33.0/kind-linux-${arch}.sha256sum`,
      program: 'kind',
    },
  ],
  build: { module: 'kind', packages: 'tool', stamps: {}, needsGib: 0.5 },
};

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

/** For the minors that Debian's is too old for (minors.ts). The release's static programs: machines have a C library of their own. */
export const containerd: PinnedComponent = {
  name: 'containerd',
  version: 'v2.3.7',
  programs: [
    { name: 'containerd', versionArgs: ['--version'], prints: 'github.com/containerd/containerd/v2 v2.3.7' },
    { name: 'containerd-shim-runc-v2', versionArgs: ['-v'], prints: 'v2.3.7' },
    { name: 'ctr', versionArgs: ['--version'], prints: 'github.com/containerd/containerd/v2 v2.3.7' },
  ],
  downloads: [
    {
      url: `${github}/containerd/containerd/releases/download/v2.3.7/containerd-static-2.3.7-linux-${arch}.tar.gz`,
      checksumUrl: `${github}/containerd/containerd/releases/download/v2.3.7/containerd-static-2.3.7-linux-${arch}.tar.gz.sha256sum`,
      archive: true,
    },
  ],
  build: {
    module: 'containerd',
    packages: 'tool',
    stamps: { 'github.com/containerd/containerd/v2/version.Version': 'v2.3.7' },
    needsGib: 2,
  },
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
  build: {
    module: 'kubernetes-1.34',
    packages: 'k8s.io/kubernetes/test/images/agnhost',
    // What it serves TLS with.
    sources: {
      'share/localhost.crt': 'k8s.io/kubernetes//test/images/agnhost/porter/localhost.crt',
      'share/localhost.key': 'k8s.io/kubernetes//test/images/agnhost/porter/localhost.key',
    },
    stamps: {},
    needsGib: 1,
  },
};

/** The releases whose own end-to-end tests are pinned. */
export const endToEndMinors = ['1.34'] as const satisfies readonly KubernetesMinor[];
export type EndToEndMinor = (typeof endToEndMinors)[number];

/** A release's end-to-end tests, and Ginkgo, which runs them in several processes. No other component needs them. */
export function endToEnd(minor: EndToEndMinor): PinnedComponent {
  const archive = `https://dl.k8s.io/${kubernetesReleases[minor]}/kubernetes-test-linux-${arch}.tar.gz`;
  return {
    name: 'e2e',
    version: kubernetesReleases[minor],
    programs: [
      { name: 'e2e.test', versionArgs: ['--version'], prints: kubernetesReleases[minor] },
      { name: 'ginkgo', versionArgs: ['version'], prints: 'Ginkgo Version 2' },
    ],
    downloads: [{ url: archive, checksumUrl: `${archive}.sha256`, archive: true }],
    build: {
      module: `e2e-${minor}`,
      packages: 'tool',
      tests: ['k8s.io/kubernetes/test/e2e'],
      stamps: kubernetesStamps(minor),
      needsGib: 5,
    },
  };
}

/** The test program for NetworkPolicy: it makes cases, says what each has to come to, and tries it. */
export const cyclonus: PinnedComponent = {
  name: 'cyclonus',
  version: 'v0.5.6',
  programs: [{ name: 'cyclonus', versionArgs: ['version'], prints: '"v0.5.6"' }],
  downloads: [],
  build: {
    module: 'cyclonus',
    packages: 'tool',
    stamps: { 'github.com/mattfenwick/cyclonus/pkg/cli.version': 'v0.5.6' },
    needsGib: 1,
  },
};
