/** A name that is safe in a path, and still readable: `answers/right/a b` becomes `answers-right-a-b`. */
export function slug(text: string): string {
  const safe = text.replaceAll(/[^\p{L}\p{N}._]+/gu, '-').replaceAll(/^[-.]+|[-.]+$/g, '');
  return safe.slice(0, 80) || 'x';
}
