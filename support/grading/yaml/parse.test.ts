import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dialectOf, parseUntrustedYaml, type YamlDialect } from './parse';

const file = 'fix-1/manifests/a.yaml';
const brokenBy = (text: string | Uint8Array, dialect: YamlDialect = 'kubectl') => {
  const read = parseUntrustedYaml(text, file, dialect);
  return 'broken' in read ? read.broken : undefined;
};

/** A text, the rule that it breaks, its line, and a part of what is said of it. */
const hostile: Readonly<Record<string, readonly [string | Uint8Array, 'limits' | 'yaml', string | undefined, RegExp]>> =
  {
    'a billion laughs': [laughs(9), 'limits', 'line 1', /resource exhaustion/],
    'aliases that multiply below the limit of each': [
      laughs(4),
      'limits',
      'line 1',
      /with its aliases in full|exhaustion/,
    ],
    'an alias to what it is a part of': ['a: &a [*a]', 'limits', 'line 1', /is a part of/],
    'more aliases than anybody needs': [`a: &a 1\nb: [${'*a,'.repeat(101)}]`, 'limits', 'line 2', /100 aliases/],
    'a bomb of merge keys': [mergeBomb(), 'limits', 'line 1', /aliases in full/],
    'a million brackets': ['['.repeat(1_000_000), 'limits', 'line 1', /deeper than 64/],
    'mappings within mappings in one line': ['{a: '.repeat(100_000), 'limits', 'line 1', /deeper than 64/],
    'lists within lists in one line': ['- '.repeat(100_000), 'limits', 'line 1', /deeper than 64/],
    'keys within keys in one line': ['? '.repeat(100_000), 'limits', 'line 1', /deeper than 64/],
    'mappings within mappings, each in its line': [steps(100), 'limits', 'line 66', /deeper than 64/],
    'too many values': [`[${'1,'.repeat(10_001)}]`, 'limits', 'line 1', /10000 values/],
    'too many values in documents of a few': [
      `${`---\n[${'1,'.repeat(200)}]\n`.repeat(60)}`,
      'limits',
      'line 100',
      /10000 values/,
    ],
    'too many documents': ['---\na: 1\n'.repeat(101), 'limits', undefined, /100 documents/],
    'too many comments': ['#\n'.repeat(400_000), 'limits', 'line 100001', /words and signs/],
    'too many anchors for one value': ['&a '.repeat(300_000), 'limits', 'line 1', /words and signs/],
    'a text of more than 1 MiB': [`a: ${'x'.repeat(2 ** 20)}`, 'limits', undefined, /larger than 1048576 bytes/],
    'a key of 900 kB': [`${'k'.repeat(900_000)}: 1`, 'yaml', 'line 1', /1024 chars/],
    'a function': ['a: 1\nb: !!js/function "function () {}"', 'yaml', 'line 2', /js\/function/],
    'an object of Python': ['!!python/object/apply:os.system [id]', 'yaml', 'line 1', /python/],
    'a tag of its own': ['a: !vault x', 'yaml', 'line 1', /!vault/],
    'bytes by a tag': ['a: !!binary aGk=', 'yaml', 'line 1', /binary/],
    'a directive that makes it another YAML': ['%YAML 1.2\n---\na: yes', 'yaml', 'line 1', /directive/],
    'a key twice': ['a: 1\na: 2', 'yaml', 'line 2', /unique/],
    'a key twice, as text and as a number': ['1: a\n"1": b', 'yaml', 'line 1', /the key "1" twice/],
    'a key twice, as text and as nothing': ['~: a\nnull: b', 'yaml', 'line 2', /unique|twice/],
    'the prototype of every object': ['__proto__: { privileged: true }', 'yaml', 'line 1', /__proto__/],
    'a list as a key': ['? [a, b]\n: c', 'yaml', 'line 1', /no plain text/],
    'an alias to nothing': ['a: *b', 'yaml', 'line 1', /Unresolved alias/],
    'escape codes of a terminal': ['a: "\x1b[2J"', 'yaml', 'line 1', /U\+001B/],
    'a NUL': ['a: 1\nb: x\0', 'yaml', 'line 2', /U\+0000/],
    'half a character': [Buffer.from([0x61, 0x3a, 0x20, 0xff]), 'yaml', undefined, /no UTF-8/],
    'what is not closed': ['a: [1, 2', 'yaml', 'line 1', /not readable as YAML/],
  };

for (const [name, [text, rule, line, said]] of Object.entries(hostile)) {
  test(`refused: ${name}`, () => {
    const started = performance.now();
    const broken = brokenBy(text);
    assert.ok(performance.now() - started < 10_000);
    assert.equal(broken?.rule, rule, broken?.said);
    assert.equal(broken?.field, line);
    assert.match(broken?.said ?? '', said);
    assert.equal(broken?.file, file);
    assert.deepEqual(broken?.voids, rule === 'limits' ? { whole: true } : { method: 'fix-1' });
  });
}

test('that was all of them', (t) => t.diagnostic(`${Object.keys(hostile).length} hostile texts`));

function laughs(levels: number): string {
  const lines = Array.from(
    { length: levels },
    (_, index) => `a${index + 1}: &a${index + 1} [${`*a${index},`.repeat(9)}]`,
  );
  return ['a0: &a0 [lol, lol, lol]', ...lines].join('\n');
}

function mergeBomb(): string {
  const keys = Array.from({ length: 400 }, (_, index) => `k${index}: 1`).join(', ');
  const merges = Array.from({ length: 90 }, (_, index) => `m${index}: { <<: *a }`);
  return [`a: &a { ${keys} }`, ...merges].join('\n');
}

function steps(depth: number): string {
  return Array.from({ length: depth }, (_, index) => `${' '.repeat(index)}a:`).join('\n');
}

const valuesOf = (text: string, dialect: YamlDialect) => {
  const read = parseUntrustedYaml(text, 'a.yaml', dialect);
  return 'broken' in read ? read.broken.said : read.documents;
};

test('documents come with their lines, those that hold nothing left out', () => {
  const text = '# first\na: 1\n---\n# nothing\n---\nb: [x]\n---\nnull\n';
  const documents = [
    { value: { a: 1 }, line: 2 },
    { value: { b: ['x'] }, line: 6 },
  ];
  assert.deepEqual(valuesOf(text, 'kubectl'), documents);
});

test('each is read as whoever uses it reads it', () => {
  const valueIn = (dialect: YamlDialect) => valuesOf('a: yes\nb: 0644', dialect);
  assert.deepEqual(valueIn('kubectl'), [{ value: { a: true, b: 420 }, line: 1 }]);
  assert.deepEqual(valueIn('ansible'), [{ value: { a: true, b: 420 }, line: 1 }]);
  assert.deepEqual(valueIn('core'), [{ value: { a: 'yes', b: 644 }, line: 1 }]);
});

test('anchors, aliases and merges of an ordinary manifest are read', () => {
  const text = 'x: &x { app: web }\nselector: *x\nlabels: { <<: *x, tier: a }';
  assert.deepEqual(valuesOf(text, 'kubectl'), [
    { value: { x: { app: 'web' }, selector: { app: 'web' }, labels: { app: 'web', tier: 'a' } }, line: 1 },
  ]);
});

test('who reads a file of an answer as YAML', () => {
  const dialects = {
    'manifests/a.yaml': 'kubectl',
    'fix-12/manifests/b/c.json': 'kubectl',
    'manifests/notes.txt': undefined,
    'inventory/group_vars/all': 'ansible',
    'inventory/inventory.ini': undefined,
    'fix-1/runtime/lb.yaml': 'core',
    'security-groups.yaml': 'core',
    'disk/lb/etc/a.yaml': undefined,
    'image/a.yaml': undefined,
    'report.md': undefined,
  };
  for (const [path, dialect] of Object.entries(dialects)) assert.equal(dialectOf(path), dialect, path);
});
