import type { Argv } from './exec';

/**
 * Runs a command on this process's own terminal, for a person to work with. Resolves with its exit status, or with
 * 128 and more where a signal ended it, as a shell tells it. Rejects if it could not be started.
 */
export async function runAttached([file, ...args]: Argv, env: Readonly<Record<string, string>> = {}): Promise<number> {
  // Ctrl-C is for the command in the foreground; this process waits for what that makes of it.
  const ignore = (): void => {};
  process.on('SIGINT', ignore);
  try {
    const { execa }: typeof import('execa') = require('execa');
    const result = await execa(file, args, { stdio: 'inherit', reject: false, env });
    if (result.exitCode === undefined && !result.signal) throw result;
    return result.exitCode ?? signalStatus;
  } finally {
    process.off('SIGINT', ignore);
  }
}

const signalStatus = 130;
