import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Where what is up is written down: `ENDSTATE_STATE`, else /var/lib/endstate, or below the home of whoever is not root. */
export function stateDirectory(env: NodeJS.ProcessEnv = process.env): string {
  if (env.ENDSTATE_STATE) return resolve(env.ENDSTATE_STATE);
  return process.getuid?.() === 0 ? '/var/lib/endstate' : join(env.HOME || homedir(), '.local', 'state', 'endstate');
}
