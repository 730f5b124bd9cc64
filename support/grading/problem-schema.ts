import { rubricSchema } from './rubric-schema';
import { list, name, names, section, text } from './schema-words';

const globs = { ...names, description: '`*` stands for what is between two slashes, `**` for anything' };
const machines = { ...names, description: 'machines of the feature, by name' };

const parts = section(
  'What an answer may hold (docs/problems.md, "An answer"); a part that is not here may not be there.',
  {
    manifests: section('Objects, applied over the broken lab.', {
      'may-change': { ...names, description: 'files of the problem; without the key all of them but must-not-change' },
      'must-not-change': { ...names, description: 'files whose objects stay as they are' },
      'may-add-files': { type: 'boolean', description: 'false unless told' },
      'may-set-host-aliases': {
        type: 'boolean',
        description: 'whether pods may lead names elsewhere than DNS does; false unless told',
      },
    }),
    disk: section('Files laid onto disks.', {
      machines,
      paths: { ...globs, description: 'as the machine sees them; any unless told' },
    }),
    runtime: section('What one types at a prompt.', { machines }),
    'security-groups': section('Rules of the network.', { groups: names }),
    inventory: section('An inventory of Kubespray.', { files: globs }),
    image: section('A build context or an archive.', { files: globs }),
  },
);

const ruleWords = {
  id: { ...name, description: 'by which a broken rule is named' },
  what: { ...text, description: 'the rule in a sentence: contestants read it' },
};

const rules = section('What an answer may not change. A broken rule gives 0 points for the whole answer.', {
  'unchanged-fields': list({
    ...section('Fields of objects, whichever file defines them.', {
      ...ruleWords,
      kind: { ...text, description: '`Service`, or with its group `Deployment.apps`' },
      name: { ...text, description: 'one object; all of the kind unless told' },
      in: {
        enum: ['object', 'pod-template'],
        description:
          'what the paths begin in. pod-template: the template that an object makes its pods from, and then also that of every object which takes its place',
      },
      paths: { ...names, description: 'JSONPath (RFC 9535)' },
    }),
    required: ['id', 'what', 'kind', 'paths'],
  }),
  'unchanged-files': list({
    ...section('Files that stay byte for byte the same.', {
      ...ruleWords,
      files: { ...globs, description: 'within an answer: `image/hash.go`' },
      'may-be-missing': {
        type: 'boolean',
        description: 'whether an answer with the part may leave them out; false unless told',
      },
    }),
    required: ['id', 'what', 'files'],
  }),
  'unchanged-lines': list({
    ...section('Lines that stay byte for byte the same, at their number.', {
      ...ruleWords,
      file: { ...text, description: 'within an answer: `image/Dockerfile`' },
      lines: { type: 'array', items: { type: 'integer', minimum: 1 }, minItems: 1, uniqueItems: true },
    }),
    required: ['id', 'what', 'file', 'lines'],
  }),
});

/** What a problem.yaml holds. Published as docs/schemas/problem.schema.json. */
export const problemSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'problem.yaml of Endstate',
  ...section('A broken state, an end state, and what an answer may touch and is worth.', {
    title: text,
    source: section('Where the problem is from.', {
      contest: text,
      text: text,
      points: { type: 'number', description: 'what it was worth there' },
    }),
    kubernetes: {
      ...text,
      description: "the source's release; a feature runs on the default minor unless its table says otherwise",
    },
    decisions: { ...list(text), description: 'where the source is open: what was decided here' },
    parts,
    kinds: { ...names, description: 'kinds that manifests of an answer may have; the default list unless told' },
    'pod-security': {
      enum: ['baseline', 'privileged'],
      description:
        'Pod Security Standard that is enforced in the namespaces that manifests of an answer are applied to; baseline unless told. privileged: where the broken state itself needs more',
    },
    rules,
    methods: {
      ...section('Ways to the end state that one answer may hold, a folder each.', {
        count: { type: 'integer', minimum: 1 },
        'apart-by': {
          const: 'kind',
          description: 'methods that change the same kind are one: the first that passes counts',
        },
      }),
      required: ['count'],
    },
    rubric: rubricSchema,
  }),
  required: ['title'],
};
