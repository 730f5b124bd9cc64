import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BadInput } from '../support/errors';
import { defaultSpec } from './lab';
import { type Row, specOf } from './spec-rows';

test('an empty table is the default lab', () => {
  assert.deepEqual(specOf([]), defaultSpec);
});

test('every row changes its property', () => {
  const spec = specOf([
    ['kubernetes', '1.29.0'],
    ['workers', '3'],
    ['control plane', 'hidden'],
    ['cni', 'ptp'],
    ['kube-proxy', 'nftables'],
    ['pod CIDR', '10.1.0.0/16'],
    ['service CIDR', '10.2.0.0/16'],
    ['node CIDR', '10.3.0.0/16'],
    ['labels of worker03', 'worker-id=3, zone=a'],
    ['API server flags', '--v=2 --kubelet-preferred-address-types=InternalIP'],
    ['kubelet flags', '--v=4'],
    ['scheduler', 'adversary'],
    ['images', 'nginx, busybox:1.36'],
  ]);
  assert.deepEqual(spec, {
    kubernetes: '1.29',
    workers: 3,
    controlPlane: 'hidden',
    cni: 'ptp',
    kubeProxy: 'nftables',
    podCidr: '10.1.0.0/16',
    serviceCidr: '10.2.0.0/16',
    nodeCidr: '10.3.0.0/16',
    labels: { worker03: { 'worker-id': '3', zone: 'a' } },
    apiServerFlags: ['--v=2', '--kubelet-preferred-address-types=InternalIP'],
    kubeletFlags: ['--v=4'],
    scheduler: 'adversary',
    images: ['nginx', 'busybox:1.36'],
  });
});

const refused: readonly (readonly [why: string, rows: readonly Row[], words: RegExp])[] = [
  ['an unknown row', [['worker', '2']], /unknown row of the cluster's table "worker".*write "workers"/s],
  ['an unknown CNI', [['cni', 'brigde']], /unknown CNI "brigde".*write "bridge"/s],
  ['an unknown kube-proxy mode', [['kube-proxy', 'nftable']], /unknown kube-proxy mode "nftable".*write "nftables"/s],
  ['a version that is not pinned', [['kubernetes', '1.3']], /unknown Kubernetes version "1\.3"/],
  ['a patch release that is not pinned', [['kubernetes', '1.34.99']], /1\.34\.99 is not pinned here.*write 1\.34/s],
  ['too many workers', [['workers', '6']], /6 workers cannot be had/],
  ['workers that are no number', [['workers', 'two']], /two workers cannot be had/],
  ['labels of an unknown machine', [['labels of worker3', 'a=b']], /unknown machine "worker3".*write "worker0/s],
  ['a malformed label', [['labels of worker01', 'a']], /"a" is no label of worker01/],
  ['a malformed flag', [['kubelet flags', 'v=4']], /"v=4" is no flag of the kubelet/],
  ['a row twice', [['workers', '1'], ['workers', '2']], /two rows "workers"/], // biome-ignore format: one line a case
  ['a malformed network', [['pod CIDR', '10.1/16']], /pod CIDR "10\.1\/16" is no IPv4 network/],
  ['host bits', [['pod CIDR', '10.1.2.3/16']], /host bits set.*write 10\.1\.0\.0\/16/s],
  ['a network too small for its machines', [['pod CIDR', '10.1.0.0/23']], /too small: each of the 3 machines/],
  ['a service network too large', [['service CIDR', '10.0.0.0/8']], /too large/],
  [
    'networks that overlap',
    [['pod CIDR', '10.96.0.0/16']],
    /pod CIDR 10\.96\.0\.0\/16 and service CIDR 10\.96\.0\.0\/12 overlap/,
  ],
];

for (const [why, rows, words] of refused) {
  test(`${why} is refused`, () => {
    assert.throws(
      () => specOf(rows),
      (error) => error instanceof BadInput && words.test(error.message),
    );
  });
}
