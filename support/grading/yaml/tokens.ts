import { type CST, Lexer, type LineCounter, Parser } from 'yaml';
import { YamlFault } from './fault';
import { yamlLimits } from './limits';

/**
 * The text's words, while they are counted: what is nested too deep is known before anything is built from it, for the builder
 * calls itself for each level.
 */
export function tokensOf(text: string, lines: LineCounter): readonly CST.Token[] {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  let words = 0;
  let offset = 0;
  for (const word of new Lexer().lex(text)) {
    tokens.push(...parser.next(word));
    offset += word.length;
    words += 1;
    const fault = (problem: string) => new YamlFault('limits', problem, lines.linePos(offset).line);
    // A document and a scalar lie on the stack beside the collections.
    if (parser.stack.length > yamlLimits.depth + 2) throw fault(`is nested deeper than ${yamlLimits.depth}`);
    if (words > yamlLimits.tokens) throw fault(`holds more than ${yamlLimits.tokens} words and signs`);
  }
  return [...tokens, ...parser.end()];
}
