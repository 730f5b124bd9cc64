import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { whyNotHere } from './here';

let scratch: string;
const before = { ...process.env };

beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'endstate-here-'));
  // Nothing is downloaded or pulled, whatever this machine reaches.
  const env = { ENDSTATE_CACHE: join(scratch, 'cache'), ENDSTATE_MIRROR: scratch, ENDSTATE_SOURCE: 'build' };
  Object.assign(process.env, env);
});

afterEach(() => {
  process.env = { ...before };
  rmSync(scratch, { recursive: true });
});

test('a CNI that is files on nodes lacks nothing', async () => {
  assert.equal(await whyNotHere('bridge'), undefined);
  assert.equal(await whyNotHere('none'), undefined);
});

test('a manifest that is nowhere is a reason that says what to put where', async () => {
  assert.equal(
    await whyNotHere('calico'),
    `the manifest of calico v3.29.2 is not here (ENDSTATE_SOURCE=build); put https://raw.githubusercontent.com/projectcalico/calico/v3.29.2/manifests/calico.yaml into ${scratch} as calico-v3.29.2.yaml`,
  );
});
