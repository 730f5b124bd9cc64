/** What a YAML file of an answer may be. The largest of Kubespray's and of the problems' own have a tenth of it. */

export const yamlLimits = {
  bytes: 2 ** 20,
  documents: 100,
  /** Mappings, lists and scalars, as written, and again with every alias in full. */
  nodes: 10_000,
  depth: 64,
  aliases: 100,
  /** Of the parser's words: indicators, blanks, line ends, comments. */
  tokens: 200_000,
} as const;
