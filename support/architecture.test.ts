import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { test } from 'node:test';
import ts from 'typescript';

const root = join(__dirname, '..');

/**
 * Who may import whom, a folder a line; a folder may always import itself, `errors`, `clock`, `nearest`, `schema`,
 * `kubectl-yaml` and `exec` stand below all. Whatever is not here is refused: a new edge is a decision, and this is where it is taken.
 */
const edges: Readonly<Record<string, readonly string[]>> = {
  'support/assert': [],
  'support/exec': [],
  'support/kube': [],
  // Manifests are read, and objects told apart, as they are applied and pruned. No file is opened there, no API server asked.
  'support/grading': ['support/kube/identity', 'support/kube/parse-manifests'],
  'support/observe': ['support/assert', 'support/kube'],
  'support/probe': ['support/assert'],
  'support/fence': ['support/kube'],
  'support/evidence': ['support/kube', 'support/observe', 'support/report', 'clusters'],
  'support/placements': ['support/assert', 'support/kube', 'support/observe'],
  'support/report': ['support/assert', 'support/matrix', 'clusters'],
  'support/matrix': ['clusters'],
  'support/answers': ['support/grading'],
  'support/conformance': ['support/report', 'clusters'],
  'support/policy-oracle': ['support/assert', 'support/probe', 'support/kube', 'support/report', 'clusters'],
  'support/cucumber': [
    'support/assert',
    'support/probe',
    'support/observe',
    'support/kube',
    'support/evidence',
    'support/placements',
    'support/conformance',
    'support/fence',
    'support/grading/problem',
    'support/grading/safety',
    'support/matrix',
    'support/policy-oracle',
    'support/report',
    'clusters',
    'cucumber.js',
  ],
  'support/run': [
    'support/report',
    'support/matrix',
    'support/grading',
    'support/cucumber/protocol',
    'support/cucumber/scenario-limit',
    'clusters',
    'bin',
  ],
  'support/grade': ['support/answers', 'support/grading', 'support/report', 'support/run'],
  'support/scaffold': [],
  'support/verify': ['support/answers', 'support/grade', 'support/grading', 'support/report', 'support/run'],
  'support/cli': [
    'support/grade',
    'support/run',
    'support/scaffold',
    'support/verify',
    'support/matrix',
    'support/report',
    'support/cucumber/vocabulary',
    'clusters',
  ],
  steps: ['support/cucumber', 'support/assert', 'support/probe', 'support/observe', 'support/kube', 'clusters'],
  // The suite that every provider has to pass is a test in a file of its own.
  'clusters/contract': ['clusters', 'support/assert', 'support/kube', 'support/observe', 'support/probe'],
  clusters: ['support/kube'],
  bench: [
    'clusters',
    'support/kube',
    'support/observe',
    'support/probe',
    'support/assert',
    // What text rubrics suggest is measured without a lab.
    'support/grade/problem-folder',
    'support/grading/text/suggest',
  ],
};

const foundations = [
  'support/errors',
  'support/columns',
  'support/clock',
  'support/nearest',
  'support/schema',
  'support/kubectl-yaml',
  'support/exec',
];

/** Packages with one door: whoever else needs them goes through it. */
const doors: Readonly<Record<string, readonly string[]>> = {
  execa: ['support/exec'],
  '@kubernetes/client-node': ['support/kube'],
  '@cucumber/cucumber': ['support/cucumber', 'steps'],
};

interface Import {
  /** The importing file, relative to the root, without its extension. */
  readonly from: string;
  /** The imported one: a file likewise, or a package. */
  readonly to: string;
}

function sources(): readonly string[] {
  return ['support', 'steps', 'clusters', 'bench']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('/testdata/'));
}

/** Static imports, re-exports, `require` and `import()` calls; types count like values. */
function importsOf(file: string): readonly Import[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(root, file), 'utf8'), true, true);
  const from = file.replace(/\.ts$/, '');
  return importedFiles.map(({ fileName }) => ({
    from,
    to: fileName.startsWith('.') ? local(file, fileName) : fileName,
  }));
}

function local(file: string, specifier: string): string {
  return relative(root, resolve(root, dirname(file), specifier))
    .split(sep)
    .join('/');
}

function isIn(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

function folderOf(file: string): string | undefined {
  return Object.keys(edges).find((place) => isIn(file, place));
}

function allowed({ from, to }: Import): boolean {
  const folder = folderOf(from);
  if (folder === undefined)
    return foundations.some((place) => isIn(from, place)) && foundations.some((place) => isIn(to, place));
  return [folder, ...foundations, ...(edges[folder] ?? [])].some((place) => isIn(to, place));
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

const imports = sources().flatMap(importsOf);
const isLocal = ({ to }: Import) => /^(support|steps|clusters|bench|bin|features)(\/|$)|^cucumber\.js$/.test(to);

test('imports run one way', () => {
  const refused = imports.filter((edge) => isLocal(edge) && !allowed(edge)).map(({ from, to }) => `${from} → ${to}`);
  assert.deepEqual(refused, []);
});

test('the whitelist holds no edge that nobody uses', () => {
  const unused = Object.entries(edges).flatMap(([folder, places]) =>
    places
      .filter((place) => !imports.some(({ from, to }) => folderOf(from) === folder && isIn(to, place)))
      .map((place) => `${folder} → ${place}`),
  );
  assert.deepEqual(unused, []);
});

test('a package with one door is imported there alone', () => {
  const refused = imports
    .filter((edge) => !isLocal(edge))
    .filter(({ from, to }) => !(doors[packageOf(to)] ?? [from]).some((place) => isIn(from, place)))
    .map(({ from, to }) => `${from} → ${to}`);
  assert.deepEqual(refused, []);
});

test('the grading opens no file, starts no process and asks nobody', () => {
  const outside = /^(node:)?(fs|child_process|net|http|https|dns|worker_threads|os|process)(\/|$)/;
  const found = imports.filter(({ from, to }) => isIn(from, 'support/grading') && outside.test(to));
  assert.deepEqual(found, []);
});

test('the check sees imports of every form', () => {
  const code =
    "import a from './a'; import type { B } from './b'; export * from './c'; const d = require('./d'); void import('./e');";
  const seen = ts.preProcessFile(code, true, true).importedFiles.map(({ fileName }) => fileName);
  assert.deepEqual(seen, ['./a', './b', './c', './d', './e']);
});

test('the whitelist refuses what is not on it', () => {
  assert.equal(allowed({ from: 'clusters/netns/provider', to: 'support/cucumber/world' }), false);
  assert.equal(allowed({ from: 'support/assert/eventually', to: 'support/kube/client' }), false);
  assert.equal(allowed({ from: 'support/errors', to: 'support/kube/client' }), false);
  assert.equal(allowed({ from: 'support/cucumber/world', to: 'support/run/plan' }), false);
  assert.equal(allowed({ from: 'support/cucumber/world', to: 'clusters/lab' }), true);
});
