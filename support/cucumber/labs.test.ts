import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { defaultSpec, type LabSpec } from '../../clusters/lab';
import { NotApplicable, Unsupported } from '../errors';
import { leaseLab } from './labs';

const environment = { ...process.env };
before(() => {
  process.env.PATH = '/nonexistent'; // no k3d, no Docker
  process.env.ENDSTATE_PROVIDER = 'k3d';
});
after(() => {
  process.env = environment;
});

const hidden: LabSpec = { ...defaultSpec, controlPlane: 'hidden' };

function lease(spec: LabSpec, cell: { readonly provider?: string }) {
  const feature = { uri: 'x.feature', tags: [] };
  return leaseLab(spec, { feature, keep: false, signal: AbortSignal.timeout(10_000), ...cell });
}

test('what the provider of a cell makes on no machine is out of place in that cell', async () => {
  await assert.rejects(lease(hidden, { provider: 'k3d' }), (error) => {
    return error instanceof NotApplicable && /provider k3d cannot make its cluster: a server/.test(error.message);
  });
});

test('what the machine lacks is no skip, in a cell or out of it', async () => {
  const lacking = (error: unknown) => error instanceof Unsupported && /no command k3d/.test(error.message);
  await assert.rejects(lease(defaultSpec, { provider: 'k3d' }), lacking);
  await assert.rejects(lease(defaultSpec, {}), lacking);
});

test('in no cell, what the provider makes nowhere is no skip either', async () => {
  await assert.rejects(lease(hidden, {}), Unsupported);
});
