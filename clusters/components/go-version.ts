/** The first with which go.mod may have `tool` lines. */
const withTools = '1.24';

/** The Go version that a go.mod asks for; never one without `tool` lines. */
export function neededGo(goMod: string): string {
  const asked = /^go (\d+(?:\.\d+)+)/m.exec(goMod)?.[1] ?? withTools;
  return isOlder(asked, withTools) ? withTools : asked;
}

/** Whether a Go version (`1.26.8`, `1.25`) comes before another. */
export function isOlder(version: string, other: string): boolean {
  const [left, right] = [version, other].map((text) => text.split('.').map(Number));
  for (const place of [0, 1, 2]) {
    const difference = (left?.[place] ?? 0) - (right?.[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}
