const text = { type: 'string', minLength: 1 } as const;
const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;

/** The shape of a plan; a reader refuses another one. */
export const planFormat = 1;

/** What a plan.json holds, for those who make one by themselves, and for editors. */
export const planSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'plan.json: answers to one problem, dealt to jobs (endstate plan)',
  type: 'object',
  additionalProperties: false,
  required: ['format', 'problem', 'problemHash', 'tags', 'pieces'],
  properties: {
    format: { const: planFormat },
    problem: { ...text, description: 'the folder of the problem, from where the commands run' },
    problemHash: { ...sha256, description: 'SHA-256 of all of the problem that marks are made of, the tags included' },
    tags: { type: 'string', description: 'only scenarios of the end state whose tags match; every one where empty' },
    force: { type: 'boolean', description: 'graded by a problem that is not verified; every page says so' },
    pieces: {
      type: 'array',
      minItems: 1,
      description: 'what each job grades, in the order of their indexes',
      items: {
        type: 'object',
        additionalProperties: false,
        required: ['index', 'answers'],
        properties: {
          index: { type: 'integer', minimum: 0 },
          answers: {
            type: 'array',
            minItems: 1,
            items: {
              type: 'object',
              additionalProperties: false,
              required: ['name', 'path', 'hash'],
              properties: {
                name: text,
                path: { ...text, description: 'a folder or an archive, from where the commands run' },
                hash: {
                  type: 'string',
                  pattern: '^([0-9a-f]{64})?$',
                  description: 'SHA-256 of its files; empty for one that cannot be read',
                },
              },
            },
          },
        },
      },
    },
  },
} as const;
