/** `# syntax=…` and the like are comments; a line that ends in a backslash goes on. */
const continued = /\\[ \t]*\r?\n(?:[ \t]*#.*\r?\n)*/g;
const instruction = /^[ \t]*(ARG|FROM|COPY)[ \t]+(.+?)[ \t]*\r?$/gim;

/**
 * The images that a Dockerfile names as what it is built on or copies from, each once: no stage of its own, nor `scratch`. What only
 * the builder can work out is left to it.
 */
export function baseImages(dockerfile: string): readonly string[] {
  const args = new Map<string, string>();
  const stages = new Set(['scratch']);
  const bases = new Set<string>();
  const add = (name: string | undefined) => {
    if (name && !stages.has(name.toLowerCase()) && !/^\d+$/.test(name) && !name.includes('$')) bases.add(name);
  };
  for (const [, word = '', rest = ''] of dockerfile.replace(continued, ' ').matchAll(instruction)) {
    const words = expand(rest, args).split(/\s+/);
    if (/^copy$/i.test(word)) add(/^--from=(.+)$/.exec(words.find((each) => each.startsWith('--from=')) ?? '')?.[1]);
    if (/^arg$/i.test(word) && stages.size === 1 && bases.size === 0) note(args, rest);
    if (!/^from$/i.test(word)) continue;
    const [name, as, stage] = words.filter((each) => !each.startsWith('--'));
    add(name);
    if (as?.toLowerCase() === 'as' && stage) stages.add(stage.toLowerCase());
  }
  return [...bases];
}

function note(args: Map<string, string>, rest: string): void {
  const [, name, value] = /^(\w+)=["']?([^"'\s]*)/.exec(rest) ?? [];
  if (name !== undefined && value !== undefined) args.set(name, value);
}

function expand(text: string, args: ReadonlyMap<string, string>): string {
  return text.replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, braced, plain) => args.get(braced ?? plain) ?? whole);
}
