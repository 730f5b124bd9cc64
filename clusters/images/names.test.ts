import assert from 'node:assert/strict';
import { test } from 'node:test';
import { containerdName, imageName } from './names';

const digest = `sha256:${'a'.repeat(64)}`;

const names: Record<string, string> = {
  busybox: 'docker.io/library/busybox:latest',
  'caddy:2.7.6': 'docker.io/library/caddy:2.7.6',
  'docker.io/caddy:2.7.6': 'docker.io/library/caddy:2.7.6',
  'docker.io/library/caddy:2.7.6': 'docker.io/library/caddy:2.7.6',
  'curlimages/curl:8.5.0': 'docker.io/curlimages/curl:8.5.0',
  'registry.k8s.io/pause:3.10': 'registry.k8s.io/pause:3.10',
  'registry.k8s.io/coredns/coredns:v1.12.1': 'registry.k8s.io/coredns/coredns:v1.12.1',
  'localhost/mine': 'localhost/mine:latest',
  'registry:5000/mine': 'registry:5000/mine:latest',
  'registry:5000/mine:1': 'registry:5000/mine:1',
  [`caddy@${digest}`]: `docker.io/library/caddy@${digest}`,
  [`caddy:2.7.6@${digest}`]: `docker.io/library/caddy:2.7.6@${digest}`,
};

for (const [written, full] of Object.entries(names)) {
  test(`${written} is ${full}`, () => assert.equal(containerdName(written), full));
}

test('the repository is without tag and digest', () => {
  assert.equal(imageName(`caddy:2.7.6@${digest}`).repository, 'docker.io/library/caddy');
  assert.equal(imageName('registry:5000/mine:1').repository, 'registry:5000/mine');
  assert.equal(imageName('registry:5000/mine:1').registry, 'registry:5000');
});
