import type { PinnedComponent } from './pinned';

/** Queues Jobs. With the CRDs and webhooks of its release beside it. */
export const kueue: PinnedComponent = {
  name: 'kueue',
  version: 'v0.12.3',
  // It has no other word for its version than in its log.
  programs: [{ name: 'kueue', versionArgs: ['--help'], prints: '-feature-gates' }],
  downloads: [],
  build: {
    module: 'kueue',
    packages: 'tool',
    stamps: { 'sigs.k8s.io/kueue/pkg/version.GitVersion': 'v0.12.3' },
    sources: {
      'share/crd': 'sigs.k8s.io/kueue//config/components/crd/bases',
      'share/webhook': 'sigs.k8s.io/kueue//config/components/webhook',
    },
    needsGib: 3,
  },
};
