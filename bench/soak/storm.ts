import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { leftovers } from '../../clusters/netns/leftovers';
import { sweep } from '../../clusters/netns/provider';
import { labIds, readRecord } from '../../clusters/netns/state';
import { until } from '../../support/exec/until';
import { type KernelObjects, kernelObjects, moreThan } from './kernel-objects';

export interface Storm {
  /** The words after `endstate run`. */
  readonly run: readonly string[];
  readonly kills: number;
  /** Every n-th kill takes the supervisor too. */
  readonly supervisorEvery: number;
  /** The moments are spread evenly over this time, from the runner's start: set-up, up, apply, stays, down. */
  readonly overMs: number;
}

const cleanWithinMs = 10_000;

/**
 * Kills runners, one after another; resolves with what was left of each lab 10 s later, in words (empty: nothing).
 * Namespaces, links and mounts are counted for the whole computer: nothing else may make or end labs meanwhile.
 */
export async function storm(
  { run, kills, supervisorEvery, overMs }: Storm,
  say: (line: string) => void,
): Promise<readonly string[]> {
  const state = mkdtempSync('/var/lib/endstate-storm-');
  process.env.ENDSTATE_STATE = state;
  const left: string[] = [];
  try {
    for (let kill = 1; kill <= kills; kill++) {
      const afterMs = (overMs * kill) / kills;
      const outcome = await killOnce(run, afterMs, kill % supervisorEvery === 0);
      say(
        `kill ${kill} of ${kills} after ${Math.round(afterMs)} ms: ${outcome.labs} lab(s), ${outcome.left.join('; ') || 'nothing left'}`,
      );
      left.push(...outcome.left);
    }
  } finally {
    rmSync(state, { recursive: true, force: true });
    delete process.env.ENDSTATE_STATE;
  }
  return left;
}

async function killOnce(run: readonly string[], afterMs: number, supervisorToo: boolean) {
  const reports = mkdtempSync(join(tmpdir(), 'endstate-storm-'));
  const before = kernelObjects();
  const runner = startRunner(run, reports);
  await Promise.race([sleep(afterMs), ended(runner)]);
  const ids = await labIds();
  const supervisors = supervisorToo ? await supervisorsOf(ids) : [];
  runner.kill('SIGKILL');
  for (const pid of supervisors) process.kill(pid, 'SIGKILL');
  const left = await leftAfterDeadline(ids, before);
  rmSync(reports, { recursive: true, force: true });
  return { labs: ids.length, left };
}

function startRunner(run: readonly string[], reports: string): ChildProcess {
  const argv = [join(__dirname, '../../bin/endstate.js'), 'run', ...run, '--reports', reports];
  return spawn(process.execPath, argv, { stdio: 'ignore' });
}

async function ended(runner: ChildProcess): Promise<void> {
  await new Promise((resolve) => runner.once('exit', resolve));
}

async function supervisorsOf(ids: readonly string[]): Promise<readonly number[]> {
  const records = await Promise.all(ids.map(readRecord));
  return records.flatMap((record) => (record?.supervisor ? [record.supervisor.pid] : []));
}

/** A lab that was made between the look and the kill counts too. The sweep stands for the next command of a user. */
async function leftAfterDeadline(seen: readonly string[], before: KernelObjects): Promise<readonly string[]> {
  let left: readonly string[] = [];
  const clean = async () => {
    await sweep();
    const ids = new Set([...seen, ...(await labIds())]);
    const ofLabs = [...ids].flatMap((id) => leftovers(id).map((what) => `${id}: ${what}`));
    left = [...ofLabs, ...moreThan(before, kernelObjects())];
    return left.length === 0;
  };
  await until(clean, { what: 'something was left behind', withinMs: cleanWithinMs, everyMs: 200 }).catch(() => {});
  return left;
}
