import { mkdtempSync, rmSync } from 'node:fs';
import { after, before } from 'node:test';
import { docker, findDocker } from '../../docker/docker';
import { startEngine, stopEngine } from '../../docker/engine';
import type { LabSpec } from '../../lab';
import { missingFromHost } from '../../netns/host';
import { kind } from '../provider';

/** Why tests on a real Docker are skipped here; false where they run. */
export const skip = (() => {
  const missing = missingFromHost();
  return missing.length > 0 && `no Docker can be started: this machine lacks ${missing.join(', ')}`;
})();

/**
 * A state directory of the test file's own, unless one is named, and a Docker for its tests: the one that answers, else the
 * project's, which ends with this process. What the specs are made of is there before any test's clock runs.
 */
export function withDocker(...specs: readonly LabSpec[]): void {
  if (skip) return;
  const own = process.env.ENDSTATE_STATE ? undefined : mkdtempSync('/var/lib/endstate-kind-');
  if (own) process.env.ENDSTATE_STATE = own;
  let started = false;
  before(async () => {
    started = 'missing' in (await findDocker());
    if (started) await startEngine({ keep: false });
    for (const spec of specs) await kind.prepare(spec, { signal: AbortSignal.timeout(30 * 60_000) });
  });
  after(async () => {
    if (started) await stopEngine();
    if (own) rmSync(own, { recursive: true, force: true });
  });
}

/** Containers and networks of labs, as Docker says it. */
export async function ofLabs(): Promise<readonly string[]> {
  const found = await findDocker();
  if ('missing' in found) return [];
  const containers = await docker(found, ['ps', '--all', '--filter', 'name=endstate-', '--format', 'container {{.Names}}']);
  const networks = await docker(found, ['network', 'ls', '--filter', 'name=endstate-', '--format', 'network {{.Name}}']);
  return [...containers.stdout.split('\n'), ...networks.stdout.split('\n')].filter(Boolean).sort();
}
