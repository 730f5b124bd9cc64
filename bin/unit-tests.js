// Unit tests need no lab and no root. Words name the files to run: `npm run unit -- spec-rows cidr`.
const { spawnSync } = require('node:child_process');
const { join } = require('node:path');
const { nodeTest, testFiles } = require('./test-files.js');

const wanted = process.argv.slice(2);
const files = testFiles('unit').filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)));
if (files.length === 0) {
  console.error(`no unit test matches ${wanted.join(' ')}`);
  process.exit(2);
}
const { status } = spawnSync(process.execPath, nodeTest(files), { cwd: join(__dirname, '..'), stdio: 'inherit' });
process.exit(status ?? 1);
