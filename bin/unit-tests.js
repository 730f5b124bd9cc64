// Unit tests need no lab and no root. Words name the files to run: `npm run unit -- spec-rows cidr`.
const { join } = require('node:path');
const { withOwnTmpdir } = require('./own-tmpdir.js');
const { nodeTest, testFiles } = require('./test-files.js');

async function main() {
  const wanted = process.argv.slice(2);
  const files = testFiles('unit').filter((file) => wanted.length === 0 || wanted.some((word) => file.includes(word)));
  if (files.length === 0) {
    console.error(`no unit test matches ${wanted.join(' ')}`);
    process.exitCode = 2;
    return;
  }
  process.exitCode = await withOwnTmpdir(process.execPath, nodeTest(files), { cwd: join(__dirname, '..') });
}

main();
