// `npm test`: the gate, the unit tests, the tests that make labs, and every feature: a problem on its broken state,
// with one right answer and with one wrong one. The last line counts all of it.
const { endstateCounts, nodeTestCounts, runStage } = require('./stage.js');
const { nodeTest, testFiles } = require('./test-files.js');

/** @typedef {import('./stage.js').Stage} Stage */

const node = process.execPath;

/** One after the other; those of a list beside each other. @type {readonly (Stage | readonly Stage[])[]} */
const stages = [
  { name: 'types', command: 'npx', args: ['tsc', '--noEmit'] },
  { name: 'lint and format', command: 'npx', args: ['biome', 'check', '.'] },
  [
    {
      name: 'tests that make labs',
      command: node,
      args: nodeTest(testFiles('root'), ['--test-concurrency=1']),
      count: nodeTestCounts,
    },
    // Labs wait for a third of their time; what waits for nobody takes what they leave.
    { name: 'unit tests', command: 'nice', args: [node, 'bin/unit-tests.js'], count: nodeTestCounts },
  ],
  {
    name: 'features',
    command: node,
    // The other answers, and wrong ones in the second mode, are for the soak: here one right answer shows that the judge
    // works there too, and that it can say no.
    args: [
      'bin/endstate.js',
      'run',
      '--right',
      'first',
      '--wrong-once',
      '--wrong-most',
      '1',
      '--tags',
      'not @soak and not (@as-applied and @nftables)',
    ],
    live: true,
    count: endstateCounts,
  },
];

async function main() {
  const total = { passed: 0, failed: 0 };
  for (const stage of stages) {
    for (const { passed, failed } of await Promise.all([stage].flat().map(runStage))) {
      total.passed += passed;
      total.failed += failed;
    }
  }
  console.log(`\n${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
}

main();
