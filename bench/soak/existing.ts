import { join } from 'node:path';
import { contractSpec } from '../../clusters/contract/suite';
import { makeContest } from '../../clusters/existing/testdata/contest';
import { run } from '../../support/exec/exec';

const root = join(__dirname, '../..');
const feature = 'features/network/services.feature';

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
