const { existsSync, readdirSync } = require('node:fs');
const { join } = require('node:path');

const root = join(__dirname, '..');

/**
 * The test files of a kind, relative to the project's folder; Node 20 expands no globs for --test. `*.root.test.ts`
 * make real labs, every other one is a unit test.
 * @param {'unit' | 'root'} kind
 */
function testFiles(kind) {
  return ['bin', 'steps', 'support', 'clusters', 'bench']
    .filter((folder) => existsSync(join(root, folder)))
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((file) => `${folder}/${file}`))
    .filter((file) => file.endsWith('.test.ts') && file.endsWith('.root.test.ts') === (kind === 'root'))
    .sort();
}

/**
 * The arguments of node that run test files.
 * @param {readonly string[]} files
 * @param {readonly string[]} options
 */
function nodeTest(files, options = []) {
  return ['-r', './bin/register.js', '--test', '--test-reporter=spec', ...options, ...files];
}

module.exports = { nodeTest, testFiles };
