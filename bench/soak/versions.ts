import { join } from 'node:path';
import { run } from '../../support/exec/exec';

const root = join(__dirname, '../..');

/** The contract on every minor but the default one. Resolves with node's counts; what it printed goes to `say`. */
export async function contracts(say: (line: string) => void): Promise<{ passed: number; failed: number }> {
  const options = ['-r', './bin/register.js', '--test', '--test-reporter=spec'];
  const { exitCode, stdout } = await run([process.execPath, ...options, 'bench/soak/contracts.ts'], { cwd: root });
  say(stdout);
  const count = (word: string) => Number(new RegExp(`^ℹ ${word} (\\d+)$`, 'm').exec(stdout)?.[1] ?? 0);
  const failed = count('fail') + count('cancelled');
  return { passed: count('pass'), failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}
