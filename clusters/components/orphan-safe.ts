import type { Argv } from '../../support/exec/exec';

/**
 * The same command, which the kernel ends with everything it started when this process dies, however it dies. As root
 * it gets a PID namespace for that; others can only have the command itself ended.
 */
export function orphanSafe(argv: Argv): Argv {
  const dieWithUs = ['setpriv', '--pdeathsig', 'KILL', '--'] as const;
  const together = ['unshare', '--pid', '--fork', '--kill-child=KILL', '--'];
  return [...dieWithUs, ...(process.getuid?.() === 0 ? together : []), ...argv];
}
