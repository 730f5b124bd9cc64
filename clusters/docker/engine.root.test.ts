import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { run, runOrThrow } from '../../support/exec/exec';
import { until } from '../../support/exec/until';
import { ensureArtifact } from '../components/artifact';
import { machineRootfs } from '../components/debian/machine-packages';
import { rootfsMaker } from '../components/debian/rootfs';
import { engineClient, engineInit, engineSocket, startEngine, stopEngine } from './engine';
import { engineLeftovers } from './leftovers';

const state = mkdtempSync('/var/lib/endstate-docker-');
process.env.ENDSTATE_STATE = state;
after(() => rmSync(state, { recursive: true, force: true }));

/** What a Docker would have added to this machine's own network and mounts. */
const ofMachine = () => ({
  links: readdirSync('/sys/class/net').sort(),
  routes: readFileSync('/proc/net/route', 'utf8'),
  forwarding: readFileSync('/proc/sys/net/ipv4/ip_forward', 'utf8'),
  mounts: readFileSync('/proc/self/mounts', 'utf8'),
});

describe('a Docker of the project’s own', () => {
  it('runs privileged containers in a network apart, and leaves nothing', async () => {
    const before = ofMachine();
    await startEngine({ keep: true });
    try {
      assert.notEqual(readlinkSync(`/proc/${engineInit()}/ns/net`), readlinkSync('/proc/self/ns/net'));
      assert.deepEqual(ofMachine(), before);
      const { path } = await ensureArtifact(await rootfsMaker(machineRootfs));
      await withClient('tar --create --directory "$1" busybox | "$0" import - tiny', join(path, 'root/usr/bin'));
      const routes = await withClient('"$0" run --rm --privileged tiny /busybox ip route');
      assert.match(routes, /default via 198\.18\.0\.1/);
      const unknown = await withClient('"$0" run --rm tiny /busybox nslookup www.outside.example || true');
      assert.match(unknown, /NXDOMAIN/);
    } finally {
      await stopEngine();
    }
    assert.deepEqual(engineLeftovers(), []);
    assert.deepEqual(ofMachine(), before);
  });

  it('ends with the process that started it', async () => {
    const argv = ['-r', './bin/register.js', join(__dirname, 'testdata', 'starter.ts')];
    const starter = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => starter.stdout.once('data', resolve));
    assert.notDeepEqual(engineLeftovers(), []);
    starter.kill('SIGKILL');
    await until(() => engineLeftovers().length === 0, {
      what: 'Docker left something behind',
      withinMs: 20_000,
      last: () => engineLeftovers().join('; '),
    });
  });

  it('is stopped without complaint where there is none', async () => {
    await stopEngine();
    assert.equal((await run(['test', '-e', engineSocket()])).exitCode, 1);
  });
});

/** What a shell prints in which `$0` is the client, told of the engine. */
async function withClient(script: string, ...words: readonly string[]): Promise<string> {
  const env = { DOCKER_HOST: `unix://${engineSocket()}` };
  return (await runOrThrow(['bash', '-c', `${script} 2>&1`, engineClient(), ...words], { env })).stdout;
}
