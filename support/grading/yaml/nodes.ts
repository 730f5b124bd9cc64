import { type Document, isAlias, isMap, isScalar, type LineCounter, type Node, type Pair, visit } from 'yaml';
import { YamlFault } from './fault';
import { yamlLimits } from './limits';

/** Tags that say what a plain value is anyway. */
const plainTags = /^tag:yaml\.org,2002:(str|int|float|bool|null|map|seq|merge)$/;

/** What all documents of a file have had so far. */
export interface Count {
  nodes: number;
  aliases: number;
}

/** Throws YamlFault for what is there too often, for tags that would make something else than data, and for keys that are lost. */
export function refuseOddNodes(document: Document.Parsed, count: Count, lines: LineCounter): void {
  const lineOf = (node: Node) => (node.range ? lines.linePos(node.range[0]).line : 1);
  visit(document, {
    Node: (_key, node) => {
      count.nodes += 1;
      if (isAlias(node)) count.aliases += 1;
      const problem = tooMany(count) ?? oddTag(node.tag) ?? (isMap(node) ? oddKeys(node.items) : undefined);
      if (problem) throw new YamlFault(problem.rule, problem.words, lineOf(node));
    },
  });
}

interface Problem {
  readonly rule: 'limits' | 'yaml';
  readonly words: string;
}

function tooMany({ nodes, aliases }: Count): Problem | undefined {
  if (nodes > yamlLimits.nodes) return { rule: 'limits', words: `holds more than ${yamlLimits.nodes} values` };
  if (aliases > yamlLimits.aliases) return { rule: 'limits', words: `holds more than ${yamlLimits.aliases} aliases` };
  return undefined;
}

function oddTag(tag: string | undefined): Problem | undefined {
  if (tag === undefined || plainTags.test(tag)) return undefined;
  return { rule: 'yaml', words: `has the tag ${JSON.stringify(tag.slice(0, 60))}; an answer's YAML has no tags` };
}

/** Keys become names of properties: 1 and "1" are the same one. */
function oddKeys(pairs: readonly Pair<unknown, unknown>[]): Problem | undefined {
  const seen = new Set<string>();
  for (const { key } of pairs) {
    if (key !== null && !isScalar(key)) return { rule: 'yaml', words: 'has a key that is no plain text' };
    const name = typeof key?.value === 'symbol' ? '<<' : String(key?.value ?? '');
    if (name === '__proto__') return { rule: 'yaml', words: 'has a key "__proto__"' };
    if (seen.has(name)) return { rule: 'yaml', words: `has the key ${JSON.stringify(name.slice(0, 60))} twice` };
    seen.add(name);
  }
  return undefined;
}
