import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { until } from '../../support/exec/until';
import type { Provider } from '../provider';
import { smallSpec } from './small';

const soon = () => AbortSignal.timeout(180_000);
/** What is said when there is something to take away, but no cluster yet. */
const halfWay = /waiting for the API server|kind create cluster/;

export interface LifecycleOptions {
  /** Everything of labs that is on this machine, in words, as the system says it and not our records. */
  left(): Promise<readonly string[]>;
  readonly goneWithinMs: number;
}

/** How labs of every provider begin and end: side by side, twice, and when whoever makes them is cut short. */
export function providerLifecycle(provider: Provider, { left, goneWithinMs }: LifecycleOptions): void {
  const isGone = async (before: readonly string[]) => {
    let now: readonly string[] = [];
    const same = async () => {
      now = await left();
      return JSON.stringify(now) === JSON.stringify(before);
    };
    const last = () => now.filter((what) => !before.includes(what)).join('; ');
    await until(same, { what: 'something was left behind', withinMs: goneWithinMs, everyMs: 200, last });
  };

  describe(`${provider.name}: life and death of a lab`, () => {
    it('makes two labs side by side, which are listed, and apart', async () => {
      const before = await left();
      const create = () => provider.create(smallSpec, { signal: soon() });
      const labs = await Promise.all([create(), create()]);
      try {
        const listed = (await provider.list()).filter(({ id }) => labs.some((lab) => lab.id === id));
        assert.deepEqual(
          listed.map(({ state }) => state),
          ['running', 'running'],
        );
        await labs[0]?.machine('control-plane').exec(['touch', '/etc/first']);
        assert.equal((await labs[1]?.machine('control-plane').exec(['test', '-e', '/etc/first']))?.exitCode, 1);
      } finally {
        await Promise.all(labs.map((lab) => provider.destroy(lab)));
      }
      await isGone(before);
    });

    it('destroys twice without complaint', async () => {
      await provider.destroy({ id: 'abcdef' });
      await provider.destroy({ id: 'abcdef' });
    });

    it('leaves nothing when it is aborted half-way', async () => {
      const before = await left();
      const abort = new AbortController();
      const progress = (message: string) => {
        if (halfWay.test(message)) abort.abort(new Error('enough'));
      };
      await assert.rejects(provider.create(smallSpec, { signal: abort.signal, progress }), /enough/);
      await isGone(before);
    });

    it('takes a lab away when its runner is killed, half-way and when it is up', async () => {
      const before = await left();
      for (const moment of ['half-way', 'up']) {
        const runner = await runnerUntil(provider, moment);
        runner.kill('SIGKILL');
        await isGone(before);
      }
    });
  });
}

/** A process of its own that makes a lab; resolves when that has come so far. */
async function runnerUntil({ name }: Provider, moment: string): Promise<ChildProcess> {
  const argv = ['-r', 'ts-node/register', join(__dirname, 'testdata', 'runner.ts'), name];
  const runner = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    runner.stdout.on('data', (data) => {
      const words = String(data);
      if (words.includes(': is up') || (moment === 'half-way' && halfWay.test(words))) resolve();
    });
    runner.once('exit', (code) => reject(new Error(`the runner ended with ${code}`)));
  });
  return runner;
}
