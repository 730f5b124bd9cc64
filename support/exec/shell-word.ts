/** Quotes one word for a POSIX shell, unless it needs none. Any word but one with a zero byte, which no argument can hold. */
export function shellWord(word: string): string {
  return /^[\w@%+:,./-][\w@%+=:,./-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command line that a POSIX shell takes apart into the very same words. */
export function shellCommand(argv: readonly string[]): string {
  return argv.map(shellWord).join(' ');
}
