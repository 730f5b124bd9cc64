import { runAttached } from '../exec/attached';
import { findLab } from './find-lab';

/** `endstate shell`: a shell on a machine, or one command there. Resolves with its exit status. */
export async function shell(machine: string, command: readonly string[], id: string | undefined): Promise<number> {
  const { provider, handle } = await findLab(id);
  const lab = await provider.attach(handle);
  const [file = 'bash', ...args] = command[0] === '--' ? command.slice(1) : command;
  return runAttached(lab.machine(machine).attached([file, ...args]));
}
