import { stripVTControlCharacters } from 'node:util';

/** Text that came from a cluster or an answer, for a terminal: no control bytes, no commands of a CI system. */
export function forTerminal(text: string): string {
  return withoutControl(stripVTControlCharacters(text))
    .replaceAll(/^(\s*):(?=:)/gm, '$1: ') // GitHub Actions reads lines that begin with ::
    .replaceAll(/##(?=\[|vso\[)/g, '# #'); // and ##[command] anywhere in a line
}

/** Text for a file that people read: no control bytes. */
export function forFile(text: string): string {
  return withoutControl(stripVTControlCharacters(text));
}

/** Text for HTML, in elements and in quoted attributes. */
export function forHtml(text: string): string {
  return withoutControl(stripVTControlCharacters(text))
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** Text for XML 1.0, which has no way to write most control characters; the builder escapes the rest. */
export function forXml(text: string): string {
  return withoutControl(stripVTControlCharacters(text)).replaceAll(/[\uFFFE\uFFFF]|\p{Surrogate}/gu, '\uFFFD');
}

/** Control characters, bidirectional overrides among them, become visible as a replacement; tabs and lines stay. */
function withoutControl(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll(/(?![\n\t])\p{Cc}|[\u202A-\u202E\u2066-\u2069]/gu, '\uFFFD');
}
