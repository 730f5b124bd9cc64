/** Whether a path is one that a glob means: `*` stands for what is between two slashes, `**` for anything. */
export function matchesGlob(path: string, glob: string): boolean {
  const pattern = glob
    .split(/(\*\*?)/)
    .map((piece) => (piece === '**' ? '.*' : piece === '*' ? '[^/]*' : escaped(piece)))
    .join('');
  return new RegExp(`^${pattern}$`, 's').test(path);
}

export function matchesAny(path: string, globs: readonly string[]): boolean {
  return globs.some((glob) => matchesGlob(path, glob));
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
