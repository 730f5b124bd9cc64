import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseManifests } from '../../support/kube/parse-manifests';
import type { ConfigMap, DaemonSet, KubeObject } from '../../support/kube/types';
import { defaultSpec } from '../lab';
import { calico } from './calico';
import { flannel } from './flannel';
import { manifestCnis } from './registry';

const spec = { ...defaultSpec, podCidr: '10.99.0.0/16' };

/** No more of a manifest than an edit reaches; the whole one is upstream's. */
const flannelPart = `
kind: ConfigMap
apiVersion: v1
metadata: { name: kube-flannel-cfg, namespace: kube-flannel }
data:
  net-conf.json: |
    { "Network": "10.244.0.0/16", "EnableNFTables": false, "Backend": { "Type": "vxlan" } }
`;
const calicoPart = `
apiVersion: apps/v1
kind: DaemonSet
metadata: { name: calico-node, namespace: kube-system }
spec:
  template:
    spec:
      containers:
        - name: calico-node
          env: [{ name: IP, value: autodetect }]
`;

const objectsOf = (text: string) => parseManifests(text, 'part.yaml').map(({ object }) => object);

test("the range of Flannel's pods is the lab's, and nothing else is changed", () => {
  const objects = objectsOf(flannelPart);
  const [fitted] = flannel.fit(objects, spec) as readonly (KubeObject & ConfigMap)[];
  assert.deepEqual(JSON.parse(fitted?.data?.['net-conf.json'] ?? ''), {
    Network: '10.99.0.0/16',
    EnableNFTables: false,
    Backend: { Type: 'vxlan' },
  });
  assert.deepEqual(objects, objectsOf(flannelPart));
});

test("the range of Calico's pods is the lab's, whether or not its manifest names one", () => {
  const once = calico.fit(objectsOf(calicoPart), { ...spec, podCidr: '10.98.0.0/16' });
  for (const objects of [objectsOf(calicoPart), once]) {
    const [fitted] = calico.fit(objects, spec) as readonly (KubeObject & DaemonSet)[];
    assert.deepEqual(fitted?.spec?.template.spec?.containers[0]?.env, [
      { name: 'IP', value: 'autodetect' },
      { name: 'CALICO_IPV4POOL_CIDR', value: '10.99.0.0/16' },
    ]);
  }
});

test('a manifest that is not what its edits were written for is refused, and not applied half edited', () => {
  assert.throws(() => flannel.fit(objectsOf(calicoPart), spec), /last: there is no ConfigMap kube-flannel-cfg in it/);
  const renamed = calicoPart.replace('- name: calico-node', '- name: agent');
  assert.throws(() => calico.fit(objectsOf(renamed), spec), /last: there is no container calico-node in it/);
});

for (const { name, manifest, images } of Object.values(manifestCnis)) {
  test(`${name}: its manifest is of one release, and pinned`, () => {
    assert.equal(manifest.name, name);
    assert.ok(manifest.url.startsWith('https://') && manifest.url.includes(`/${manifest.version}/`), manifest.url);
    assert.match(manifest.sha256, /^[0-9a-f]{64}$/);
    assert.ok(images.some((image) => image.endsWith(`:${manifest.version}`)));
  });
}
