const { fork } = require('node:child_process');
const { join } = require('node:path');

/**
 * Starts the process in which Cucumber runs. Plain JavaScript, so that `endstate run` can do it first of all: the
 * worker loads Cucumber and the vocabulary while the command line is still being read.
 * @returns {import('node:child_process').ChildProcess}
 */
function startWorker() {
  const root = join(__dirname, '..');
  return fork(join(root, 'support/cucumber/worker.ts'), {
    execArgv: ['-r', join(root, 'bin/register.js')],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
}

module.exports = { startWorker };
