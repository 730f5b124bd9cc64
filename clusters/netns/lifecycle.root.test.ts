import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { until } from '../../support/exec/until';
import { defaultSpec, type LabSpec } from '../lab';
import { leftovers } from './leftovers';
import { netns, sweep } from './provider';
import { labDirectory, readRecord } from './state';

const small: LabSpec = { ...defaultSpec, workers: 0, kubeProxy: 'none' };
const goneWithinMs = 10_000;
const soon = () => AbortSignal.timeout(120_000);

describe('netns: life and death of a lab', () => {
  it('makes two labs with the same addresses side by side', async () => {
    const labs = await Promise.all([netns.create(small, { signal: soon() }), netns.create(small, { signal: soon() })]);
    try {
      for (const lab of labs) {
        const { stdout } = await lab.machine('control-plane').exec(['kubectl', 'get', 'nodes', '--output=name']);
        assert.equal(stdout, 'node/control-plane');
        assert.deepEqual(lab.machine('control-plane').addresses, ['172.18.0.10']);
      }
      await labs[0]?.machine('control-plane').exec(['touch', '/etc/first']);
      assert.equal((await labs[1]?.machine('control-plane').exec(['test', '-e', '/etc/first']))?.exitCode, 1);
    } finally {
      await Promise.all(labs.map((lab) => netns.destroy(lab)));
    }
    for (const lab of labs) assert.deepEqual(leftovers(lab.id), []);
  });

  it('sweeps up when the supervisor was killed too', async () => {
    const { id, runner } = await runnerWithLab();
    const supervisor = (await readRecord(id))?.supervisor?.pid as number;
    runner.kill('SIGKILL');
    process.kill(supervisor, 'SIGKILL');
    await until(async () => (await sweep()).includes(id) || !existsSync(labDirectory(id)), {
      what: `lab ${id} was not swept up`,
      withinMs: goneWithinMs,
    });
    await isGone(id);
  });

  it('quotes the last words of a component that dies during start-up', async () => {
    const spec = { ...small, apiServerFlags: ['--no-such-flag=1'] };
    await assert.rejects(netns.create(spec, { signal: soon() }), (error: Error) => {
      assert.equal(error.name, 'Inconclusive');
      assert.match(error.message, /kube-apiserver on control-plane ends again and again/);
      assert.match(error.message, /unknown flag: --no-such-flag/);
      return true;
    });
  });

  it('says which address is taken, and leaves nothing', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    process.env.ENDSTATE_API_ADDRESS = `127.0.0.1:${port}`;
    const before = readdirSync('/var/lib/endstate/labs');
    try {
      await assert.rejects(netns.create(small, { signal: soon() }), (error: Error) => {
        assert.equal(error.name, 'BadInput');
        assert.match(error.message, new RegExp(`127.0.0.1:${port} is taken`));
        return true;
      });
    } finally {
      delete process.env.ENDSTATE_API_ADDRESS;
      server.close();
    }
    assert.deepEqual(readdirSync('/var/lib/endstate/labs'), before);
  });

  it('leaves the kubelet of a hidden control plane out', async () => {
    const lab = await netns.create({ ...defaultSpec, workers: 1, controlPlane: 'hidden' }, { signal: soon() });
    try {
      assert.deepEqual(
        lab.nodes().map((node) => node.name),
        ['worker01'],
      );
      const { stdout } = await lab.machine('control-plane').exec(['kubectl', 'get', 'nodes', '--output=name']);
      assert.equal(stdout, 'node/worker01');
    } finally {
      await netns.destroy(lab);
    }
  });

  it('refuses kube-proxy mode ipvs where the kernel has none, with that reason', {
    skip: existsSync('/proc/net/ip_vs'),
  }, async () => {
    const spec: LabSpec = { ...defaultSpec, kubeProxy: 'ipvs' };
    const support = await netns.supports(spec);
    assert.ok(!support.supported && support.reason.includes('IP_VS'));
    await assert.rejects(netns.create(spec, { signal: soon() }), { name: 'Unsupported' });
  });
});

/** A process of its own that makes a lab and then waits. */
async function runnerWithLab(): Promise<{ id: string; runner: ChildProcess }> {
  const runner = spawn(process.execPath, ['-r', 'ts-node/register', join(__dirname, 'testdata', 'runner.ts')], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const id = await new Promise<string>((resolve, reject) => {
    runner.stdout.once('data', (data) => resolve(String(data).trim()));
    runner.once('exit', (code) => reject(new Error(`the runner ended with ${code}`)));
  });
  return { id, runner };
}

async function isGone(id: string): Promise<void> {
  await until(() => leftovers(id).length === 0, {
    what: `lab ${id} left something behind`,
    withinMs: goneWithinMs,
    last: () => leftovers(id).join('; '),
  });
  assert.equal(existsSync(labDirectory(id)), false);
  assert.doesNotMatch(readFileSync('/proc/mounts', 'utf8'), new RegExp(id));
}
