import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { defaultSpec } from '../lab';
import { kind } from './provider';

const nowhere = mkdtempSync(join(tmpdir(), 'endstate-no-docker-'));
const { PATH, ENDSTATE_STATE } = process.env;

before(() => Object.assign(process.env, { PATH: nowhere, ENDSTATE_STATE: nowhere }));
after(() => {
  Object.assign(process.env, { PATH, ENDSTATE_STATE });
  if (ENDSTATE_STATE === undefined) delete process.env.ENDSTATE_STATE;
  rmSync(nowhere, { recursive: true });
});

test('without a Docker kind is unsupported, with a way to one, and has no labs', async () => {
  const support = await kind.supports(defaultSpec);
  assert.ok(!support.supported);
  assert.match(support.reason, /no Docker answers \(there is no command docker\); endstate docker up starts one/);
  await assert.rejects(kind.create(defaultSpec, { signal: AbortSignal.timeout(5_000) }), { name: 'Unsupported' });
  assert.deepEqual(await kind.list(), []);
});
