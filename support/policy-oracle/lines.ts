import { unreadable } from './truth-table';

/** Reads a text line by line, each of them expected. What it does not expect throws Inconclusive with the line's number. */
export class Lines {
  private at = 0;
  private readonly lines: readonly string[];

  constructor(text: string) {
    this.lines = text.split('\n');
  }

  /** The next line that is not empty has to match. */
  take(pattern: RegExp): RegExpExecArray {
    while (this.lines[this.at] === '') this.at += 1;
    const found = pattern.exec(this.lines[this.at] ?? '');
    if (!found) throw this.unexpected(pattern);
    this.at += 1;
    return found;
  }

  /** Whether the next line that is not empty matches; it stays the next one. */
  sees(pattern: RegExp): boolean {
    const next = this.lines.slice(this.at).find((line) => line !== '');
    return next !== undefined && pattern.test(next);
  }

  /** The lines before the next one that matches, which stays the next one. */
  until(pattern: RegExp): readonly string[] {
    const length = this.lines.slice(this.at).findIndex((line) => pattern.test(line));
    if (length < 0) throw this.unexpected(pattern);
    this.at += length;
    return this.lines.slice(this.at - length, this.at);
  }

  private unexpected(pattern: RegExp): Error {
    const found = this.at < this.lines.length ? `line ${this.at + 1}: ${this.lines[this.at]}` : 'the end';
    return unreadable(`${pattern} was expected, and there is ${found}`);
  }
}
