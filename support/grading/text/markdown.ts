import { visible } from './normalize';
import { cellsOf, readingOf } from './table';

/** `own`: running text. `code`: a block of code. `quoted`: a block quote, or what a terminal printed. */
export type Voice = 'own' | 'code' | 'quoted';

/** Lines that belong together: a paragraph, a list's item, a heading, a table's row, a line of code. */
export interface Block {
  readonly voice: Voice;
  /** Counts up with each heading. */
  readonly section: number;
  readonly lines: readonly { readonly line: number; readonly text: string }[];
  /** Of a table's row: what it says of its row's and its columns' heads. */
  readonly reading?: string;
}

type Line = Block['lines'][number];

/**
 * The blocks of a report in Markdown, in one pass over its lines. No renderer: what matters is which words are the author's own,
 * and on which line. HTML comments, tags, addresses, images and struck-out words are gone.
 */
export function blocksOf(report: string): readonly Block[] {
  const reader = new BlockReader();
  withoutComments(visible(report))
    .split('\n')
    .forEach((text, index) => {
      reader.read({ line: index + 1, text });
    });
  return reader.end();
}

// Letters in three backticks on one line are no fence.
const fence = /^\s{0,12}(`{3,}(?=[^`]*$)|~{3,})/;
const marker = /^\s*(?:(?:[-*+]|\(?\d{1,3}[.)])\s|[・•●○■①-⑳]|\d{1,3}）)\s*(?=\S)/;
const heading = /^\s{0,3}#{1,6}\s/;
const underline = /^\s{0,3}(?:=+|-+|\*\s*\*[\s*]*|_{3,})\s*$/;
const tableRule = /^[\s:|-]+$/;
const prompt = /^\s*(?:\S{1,64}@\S{1,64}[:~][^$#]{0,200}[$#]|[$%]\s+(?=\S)|(?:client|server|kustomize) version:)/i;
// Columns set by a terminal: at least two gaps of two spaces. Prose has none.
const columns = /\S\s{2,}\S.{0,200}?\s{2,}\S/;

class BlockReader {
  private readonly blocks: Block[] = [];
  private open: Line[] = [];
  private section = 0;
  private fenced: string | undefined;
  private preformatted = false;
  private inList = false;
  private afterBlank = true;
  private indented = false;
  private lastRow: readonly string[] | undefined;
  private header: readonly string[] = [];

  read(line: Line): void {
    const isBlank = line.text.trim() === '';
    if (!this.readCode(line)) {
      if (isBlank) this.close();
      else if (!this.readTable(line)) this.readText(line);
      if (isBlank || !/^\s*\|/.test(line.text)) this.lastRow = undefined;
    }
    this.afterBlank = isBlank;
  }

  end(): readonly Block[] {
    this.close();
    return this.blocks;
  }

  /** Fences, `<pre>` and indented blocks. */
  private readCode(line: Line): boolean {
    const [, bar] = fence.exec(line.text) ?? [];
    if (this.fenced !== undefined) {
      const closes = bar?.startsWith(this.fenced) && line.text.trim() === bar;
      if (closes) this.fenced = undefined;
      else this.push('code', [line]);
      return true;
    }
    if (bar !== undefined) {
      this.close();
      this.fenced = bar;
      return true;
    }
    if (this.preformatted || /<pre[\s>]/i.test(line.text)) {
      this.close();
      this.preformatted = !/<\/pre>/i.test(line.text);
      this.push('code', [line]);
      return true;
    }
    this.indented = /^(?: {4}|\t)\s*\S/.test(line.text) && !this.inList && (this.afterBlank || this.indented);
    if (this.indented) this.push('code', [line]);
    return this.indented;
  }

  /** A rule makes the row before it the columns' heads. */
  private readTable(line: Line): boolean {
    const cells = cellsOf(plain(line.text, 'own'));
    if (!cells) return false;
    this.close();
    if (tableRule.test(line.text)) {
      this.header = this.lastRow ?? [];
      return true;
    }
    if (!this.lastRow) this.header = [];
    this.lastRow = cells;
    this.push('own', [line], readingOf(cells, this.header));
    return true;
  }

  private readText(line: Line): void {
    if (
      /^\s{0,3}>/.test(line.text) ||
      prompt.test(line.text) ||
      (columns.test(line.text.trim()) && !line.text.includes('|'))
    ) {
      this.close();
      this.push('quoted', [{ ...line, text: line.text.replace(/^\s{0,3}>+/, '') }]);
      return;
    }
    if (underline.test(line.text) || tableRule.test(line.text)) this.close();
    else if (heading.test(line.text)) this.heading(line);
    else this.paragraph(line);
  }

  private paragraph(line: Line): void {
    const begins = marker.test(line.text);
    if (begins) {
      this.close();
      this.inList = true;
    } else if (this.afterBlank && !/^\s{2,}/.test(line.text)) this.inList = false;
    this.open.push({ ...line, text: line.text.replace(marker, '') });
  }

  private heading(line: Line): void {
    this.close();
    this.section++;
    this.inList = false;
    this.push('own', [{ ...line, text: line.text.replace(heading, '') }]);
  }

  private close(): void {
    if (this.open.length > 0) this.push('own', this.open);
    this.open = [];
  }

  private push(voice: Voice, lines: readonly Line[], reading?: string): void {
    this.blocks.push({
      ...(reading === undefined ? {} : { reading }),
      voice,
      section: this.section,
      lines: lines.map((line) => ({ ...line, text: plain(line.text, voice) })),
    });
  }
}

/** What a reader of the rendered line sees. Every class excludes its own opening, so that no line is gone through twice. */
function plain(text: string, voice: Voice): string {
  if (voice === 'code') return text.trim();
  return text
    .replace(/!\[[^[\]]*\]\([^()]*\)/g, ' ')
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/(?:https?|ftp):\/\/[^\s<>()、。「」|]+/gi, ' ')
    .replace(/<\/?[a-z][^<>]*>/gi, ' ')
    .replace(/~~[^~]+~~/g, ' ')
    .replace(/&(?:lt|#60);/gi, '<')
    .replace(/&(?:gt|#62);/gi, '>')
    .replace(/&(?:nbsp|#160);/gi, ' ')
    .replace(/[`*]+/g, '')
    .trim();
}

/** Comments become nothing, their line breaks stay. Code is left as it is: a comment shown there is shown. */
function withoutComments(text: string): string {
  const parts: string[] = [];
  let at = 0;
  let fenced: string | undefined;
  for (const { 0: token, index } of text.matchAll(/^[ ]{0,12}(?:`{3,}(?=[^`\n]*$)|~{3,})|<!--/gm)) {
    if (index < at) continue;
    if (token !== '<!--') {
      const bar = token.trim();
      if (fenced === undefined) fenced = bar;
      else if (bar.startsWith(fenced)) fenced = undefined;
      continue;
    }
    if (fenced !== undefined) continue;
    const end = text.indexOf('-->', index + 4);
    // Without an end it is a comment to the end where it begins a line, and letters elsewhere.
    if (end < 0 && !/(?:^|\n)\s{0,3}$/.test(text.slice(Math.max(0, index - 4), index))) break;
    parts.push(text.slice(at, index), text.slice(index, end < 0 ? text.length : end).replace(/[^\n]/g, ''));
    at = end < 0 ? text.length : end + 3;
  }
  return [...parts, text.slice(at)].join('');
}
