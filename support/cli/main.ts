import type { ChildProcess } from 'node:child_process';
import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { BadInput, exitStatus, Inconclusive, Mismatch, messageOf, Unsupported } from '../errors';
import { forTerminal } from '../report/escape';
import { addCommands } from './commands';

/** What a command line came to; commands set it. */
export interface Outcome {
  status: number;
}

/** Reads a command line and does what it says. Resolves with the exit status; never rejects. */
export async function main(words: readonly string[], worker?: ChildProcess): Promise<number> {
  const outcome: Outcome = { status: exitStatus.pass };
  const program = new Command('endstate')
    .version(version, '--version', 'print the version')
    .description('Declarative end-state tests for cluster behaviour.')
    .showSuggestionAfterError(true)
    .enablePositionalOptions()
    .exitOverride();
  addCommands(program, outcome, worker);
  try {
    await program.parseAsync([...words], { from: 'user' });
    return outcome.status;
  } catch (error) {
    if (worker?.connected) worker.disconnect();
    return failed(error);
  }
}

/** Commander has said what is wrong with a command line already. */
function failed(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitStatus.pass : exitStatus.badInput;
  const known = error instanceof BadInput || error instanceof Inconclusive || error instanceof Unsupported;
  const words = known || !(error instanceof Error) ? messageOf(error) : (error.stack ?? error.message);
  process.stderr.write(`${forTerminal(words)}\n`);
  if (error instanceof Mismatch) return exitStatus.fail;
  return error instanceof BadInput ? exitStatus.badInput : exitStatus.inconclusive;
}
