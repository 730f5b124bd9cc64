import { join } from 'node:path';
import { contractSpec } from '../../clusters/contract/suite';
import { makeContest } from '../../clusters/existing/testdata/contest';
import { run } from '../../support/exec/exec';

const root = join(__dirname, '../..');
const feature = 'features/network/services.feature';

/** Every test of the provider, those too that `npm test` has no time for. Resolves with whether all passed. */
export async function everyTestOfExisting(say: (line: string) => void): Promise<boolean> {
  const tests = 'clusters/existing/existing.root.test.ts';
  const argv = [process.execPath, '-r', './bin/register.js', '--test', '--test-reporter=spec', tests] as const;
  const { stdout, exitCode } = await run(argv, { cwd: root, env: { ENDSTATE_SOAK: '1' } });
  say(stdout);
  return exitCode === 0;
}

/** The whole feature of services, unchanged, on a cluster that was there before. Resolves with what the run printed. */
export async function servicesOnExisting(): Promise<{
  readonly stdout: string;
  readonly exitCode: number | undefined;
}> {
  const lb = { name: 'lb', attachments: [{ network: 'nodes', address: '172.18.0.254' }], roles: ['haproxy'] as const };
  const labels = { worker01: { place: 'left' }, worker02: { place: 'right' } };
  const images = ['nginx:1.25', 'busybox:1.36'];
  const contest = await makeContest({ ...contractSpec, hosts: [lb], labels, images });
  try {
    const allow = ['write', 'sysctl', 'commands', 'reboot'];
    const inventory = await contest.inventory('inventory', { allow });
    const env = { ENDSTATE_PROVIDER: 'existing', ENDSTATE_INVENTORY: inventory };
    return await run([process.execPath, 'bin/endstate.js', 'run', feature], { cwd: root, env });
  } finally {
    await contest.end();
  }
}
