import assert from 'node:assert/strict';
import { test } from 'node:test';
import { defaultSpec } from '../lab';
import { supportOf } from './host';

test('a CNI that comes as pods is out of place on netns, wherever that runs', () => {
  assert.deepEqual(supportOf({ ...defaultSpec, cni: 'calico' }), {
    supported: false,
    everywhere: true,
    reason:
      'CNI calico is had on kind, k3d, not on netns, where it is one of bridge, ptp, bgp, cilium, cilium-1.12, none',
  });
});
