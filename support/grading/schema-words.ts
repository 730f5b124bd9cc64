/** Words that the schemas of the grading are written in. */

export const text = { type: 'string', minLength: 1 } as const;

/** What files and reports call something by. */
export const name = { type: 'string', pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' } as const;

export const names = { type: 'array', items: text, minItems: 1, uniqueItems: true } as const;

export function list(items: object) {
  return { type: 'array', items, minItems: 1 };
}

/** A mapping with these keys and no other. */
export function section(description: string, properties: object) {
  return { description, type: 'object', additionalProperties: false, properties };
}
