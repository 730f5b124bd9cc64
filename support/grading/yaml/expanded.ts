import { YamlFault } from './fault';
import { yamlLimits } from './limits';

interface Extent {
  readonly nodes: number;
  readonly depth: number;
}

/**
 * Throws YamlFault for what grows beyond the limits once every alias stands in full, as whoever prints it or sends it writes it, and
 * for what holds itself. Each part is looked at once, however often it is named.
 */
export function refuseExpanding(value: unknown, line: number): void {
  const { nodes, depth } = extentOf(value, new Map(), line);
  if (nodes > yamlLimits.nodes)
    throw new YamlFault('limits', `holds more than ${yamlLimits.nodes} values with its aliases in full`, line);
  if (depth > yamlLimits.depth)
    throw new YamlFault('limits', `is nested deeper than ${yamlLimits.depth} with its aliases in full`, line);
}

function extentOf(value: unknown, known: Map<object, Extent | 'open'>, line: number): Extent {
  if (typeof value !== 'object' || value === null) return { nodes: 1, depth: 0 };
  const before = known.get(value);
  if (before === 'open') throw new YamlFault('limits', 'has an alias to what it is a part of', line);
  if (before) return before;
  known.set(value, 'open');
  const parts = Object.values(value).map((part) => extentOf(part, known, line));
  const extent = {
    nodes: parts.reduce((sum, part) => sum + part.nodes, 1),
    depth: parts.reduce((deepest, part) => Math.max(deepest, part.depth), 0) + 1,
  };
  known.set(value, extent);
  return extent;
}
