const holdsImages = /^(\S+) holds the images (.+)$/;

/** By the names of hosts with Docker, what the steps of a feature say that they hold from the start. */
export function hostImagesIn(steps: readonly { readonly text: string }[]): Readonly<Record<string, readonly string[]>> {
  const held: Record<string, string[]> = {};
  for (const { text } of steps) {
    const [, host, names = ''] = holdsImages.exec(text) ?? [];
    if (host !== undefined) held[host] = [...(held[host] ?? []), ...imageList(names)];
  }
  return held;
}

/** `golang:1.15.0, alpine:3.12` */
export function imageList(words: string): readonly string[] {
  return words.split(/[\s,]+/).filter(Boolean);
}
