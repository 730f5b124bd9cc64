import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec, type LabSpec } from '../lab';
import { planLab } from '../netns/plan';
import { bgp } from './bgp';

function configurations(spec: Partial<LabSpec>): readonly string[] {
  const plan = planLab({ ...defaultSpec, cni: 'bgp', ...spec });
  return plan.nodes.map((node) => {
    const made = bgp.files(plan, node, { kubeconfig: '' })['/etc/bird/bird.conf'];
    return made && 'content' in made ? made.content : '';
  });
}

const peersOf = (text: string) => [...text.matchAll(/neighbor (\S+) as 64512/g)].map(([, address]) => address);

test('every node has every other one as its neighbour, the control plane too', () => {
  assert.deepEqual(configurations({}).map(peersOf), [
    ['172.18.0.11', '172.18.0.12'],
    ['172.18.0.10', '172.18.0.12'],
    ['172.18.0.10', '172.18.0.11'],
  ]);
});

test('a control plane without a kubelet has no part in it', () => {
  assert.deepEqual(configurations({ controlPlane: 'hidden' }).map(peersOf), [['172.18.0.12'], ['172.18.0.11']]);
});

test('a node tells its own pod network', () => {
  assert.match(configurations({})[1] ?? '', /route 10\.244\.1\.0\/24 blackhole;/);
});
