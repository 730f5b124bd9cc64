/** What makes HAProxy run programs or scripts, or keep the right to: by the first word of a line. */
const running =
  /^(lua-load|lua-load-per-thread|lua-prepend-path|external-check|insecure-fork-wanted|insecure-setuid-wanted|program)$/;

/**
 * The word of a line by which HAProxy would run something else, if any. Quotes and backslashes are taken away as it does
 * (its manual, 2.2), for "lua""-load" is a word to it; in a first word that holds a variable anything may be.
 */
export function runsPrograms(line: string): string | undefined {
  const [first = '', second = ''] = line
    .trim()
    .split(/[ \t]+/)
    .map(unquoted);
  if (running.test(first)) return first;
  if (first === 'option' && second === 'external-check') return 'option external-check';
  return /^[^#]*\$/.test(first) ? first : undefined;
}

function unquoted(word: string): string {
  return word
    .replaceAll(/\\x([0-9a-f]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll(/["'\\]/g, '');
}
