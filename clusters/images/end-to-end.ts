import type { EndToEndMinor } from '../components/manifest';

const tests = 'registry.k8s.io/e2e-test-images';

/** The images that a release's conformance tests of the network start pods with (`e2e.test --list-images` has all of its). */
export const networkTestImages: Readonly<Record<EndToEndMinor, readonly string[]>> = {
  '1.34': [
    `${tests}/agnhost:2.56`,
    `${tests}/jessie-dnsutils:1.7`,
    `${tests}/nginx:1.14-4`,
    'registry.k8s.io/pause:3.10.1',
  ],
};
