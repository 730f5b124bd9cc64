import { BadInput } from '../../errors';

/** In how many ways an expression may be tried from one place: what bounds a search, whatever the text. */
const mostWays = 1_000;

/**
 * A rubric's regular expression over normalized text, where it is one that no text can make slow. Node's engine backtracks, so
 * the ways in which an expression can be tried from one place are counted when the rubric is read: `*`, `+` and `{n,}`,
 * lookaround and back references are refused, and the count (repetitions times alternatives) is limited. A search then
 * takes at most that many steps a character.
 * @throws BadInput with the reason
 */
export function boundedRegex(source: string): RegExp {
  const refuse = (why: string) =>
    new BadInput({
      what: `the regular expression /${source}/ ${why}`,
      next: 'write a bounded one: literals, classes, (a|b), ?, {n,m}; docs/text-rubrics.md',
    });
  let compiled: RegExp;
  try {
    compiled = new RegExp(source, 'gu');
  } catch (cause) {
    throw refuse(`is none: ${(cause as Error).message}`);
  }
  const ways = new Reader(source, refuse).ways();
  if (ways > mostWays) throw refuse(`can be tried in ${ways} ways from one place; at most ${mostWays} are allowed`);
  return compiled;
}

type Refuse = (why: string) => BadInput;

/** Counts the ways of an expression that the engine has already taken for sound. */
class Reader {
  private at = 0;
  constructor(
    private readonly source: string,
    private readonly refuse: Refuse,
  ) {}

  ways(): number {
    let sum = 0;
    let product = 1;
    while (this.at < this.source.length && this.source[this.at] !== ')') {
      if (this.source[this.at] === '|') {
        this.at++;
        sum += product;
        product = 1;
      } else product *= this.repeated(this.atom());
    }
    return sum + product;
  }

  private atom(): number {
    const rest = this.source.slice(this.at);
    if (rest.startsWith('(')) return this.group(rest);
    const [whole] = /^(?:\[(?:\\.|[^\]\\])*\]|\\[pPu]\{[^}]*\}|\\u[0-9a-fA-F]{4}|\\.|.)/su.exec(rest) ?? [''];
    if (/^\\[1-9k]/.test(whole)) throw this.refuse('refers back');
    this.at += whole.length;
    return 1;
  }

  private group(rest: string): number {
    if (/^\(\?[=!<]/.test(rest)) throw this.refuse('looks around or names a group');
    this.at += rest.startsWith('(?:') ? 3 : 1;
    const inner = this.ways();
    this.at++;
    return inner;
  }

  private repeated(ways: number): number {
    const [whole, least, comma, most] = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(this.source.slice(this.at)) ?? [''];
    if (whole === '') return ways;
    if (/^[*+]/.test(whole) || (comma === ',' && most === '')) throw this.refuse(`repeats without end (${whole})`);
    this.at += whole.length;
    const [from, to] = whole.startsWith('?') ? [0, 1] : [Number(least), Number(most || least)];
    if (to > mostWays) throw this.refuse(`repeats up to ${to} times`);
    let sum = 0;
    for (let times = from; times <= to; times++) sum += ways ** times;
    return sum;
  }
}
