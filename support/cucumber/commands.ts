import { type Condition, met, notYet, type Probe } from '../assert';
import { Inconclusive } from '../errors';
import { type Argv, type ExecResult, failureText } from '../exec/exec';
import type { World } from './world';

/** The longest one command on a machine may take. */
const commandLimitMs = 60_000;

/** A line as one types it at the machine's prompt. */
function typed(line: string): Argv {
  return ['sh', '-c', line];
}

/** Runs a line on a machine. What a scenario only prepares with it and fails decides nothing: Inconclusive. */
export async function runOn(world: World, machine: string, line: string): Promise<ExecResult> {
  const options = { timeoutMs: commandLimitMs, signal: world.signal, changes: true };
  const result = await world.lab.machine(machine).exec(typed(line), options);
  if (result.exitCode === 0) return result;
  throw new Inconclusive({ what: `"${line}" failed on ${machine}`, last: failureText(result) });
}

/** A line on a machine as something to look at again and again. */
export function command(world: World, machine: string, line: string): Probe<ExecResult> {
  return {
    description: `"${line}" on ${machine}`,
    limitMs: commandLimitMs,
    observe: (signal) => world.lab.machine(machine).exec(typed(line), { timeoutMs: commandLimitMs, signal }),
  };
}

/** Standard output holds the text. */
export function prints(text: string): Condition<ExecResult> {
  return (result) => {
    const complaint = result.stderr ? `, complained ${JSON.stringify(result.stderr.slice(0, 300))}` : '';
    const seen = `printed ${JSON.stringify(result.stdout.slice(0, 300))}, exit status ${result.exitCode}${complaint}`;
    return result.stdout.includes(text) ? met(seen) : notYet(seen, 'other-output');
  };
}

export function exitsWith(status: number): Condition<ExecResult> {
  return (result) => {
    const seen = failureText(result);
    return result.exitCode === status ? met(seen) : notYet(seen, `exit-${result.exitCode ?? 'signal'}`);
  };
}
