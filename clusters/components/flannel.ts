import type { PinnedComponent } from './pinned';

/** Flannel's daemon, with the manifest of its release beside it. Its images hold no more than that and iptables. */
export const flannel: PinnedComponent = {
  name: 'flannel',
  version: 'v0.27.4',
  programs: [{ name: 'flanneld', versionArgs: ['--version'], prints: 'v0.27.4' }],
  downloads: [],
  build: {
    module: 'flannel',
    packages: 'tool',
    stamps: { 'github.com/flannel-io/flannel/pkg/version.Version': 'v0.27.4' },
    sources: { 'share/kube-flannel.yml': 'github.com/flannel-io/flannel//Documentation/kube-flannel.yml' },
    // The one backend in C, for machines without VXLAN.
    adapted: {
      module: 'github.com/flannel-io/flannel',
      file: 'main.go',
      text: '_ "github.com/flannel-io/flannel/pkg/backend/udp"',
      instead: '',
    },
    rename: { flannel: 'flanneld' },
    needsGib: 1,
  },
};

/** The CNI plugin that asks another one for what the daemon has noted: of the last release of the reference plugins that had it. */
export const flannelPlugin: PinnedComponent = {
  name: 'flannel-plugin',
  version: 'v0.9.1',
  programs: [{ name: 'flannel', versionArgs: ['--version'], prints: 'CNI flannel plugin v0.9.1' }],
  downloads: [],
  build: {
    module: 'flannel-plugin',
    packages: 'tool',
    stamps: { 'github.com/containernetworking/plugins/pkg/utils/buildversion.BuildVersion': 'v0.9.1' },
    needsGib: 0.5,
  },
};
