#!/usr/bin/env node
// Two processes make a run of features, and both take a while to load: the second is started before the first goes on.
const { startWorker } = require('./worker.js');

const ofPlan = process.argv.some((word) => /^--plan(=|$)/.test(word));
const worker = process.argv[2] === 'run' && !ofPlan ? startWorker() : undefined;

require('./register.js');
/** @type {typeof import('../support/cli/main')} */
const { main } = require('../support/cli/main');

// Whoever read the output has seen enough (`endstate steps | head`): end as SIGPIPE would.
process.stdout.on('error', () => process.exit(141));

main(process.argv.slice(2), worker).then((status) => {
  process.exitCode = status;
});
