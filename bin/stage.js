const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { join } = require('node:path');

const root = join(__dirname, '..');
const tailLines = 60;

/**
 * A part of the tests: a command, and how its output is counted.
 * @typedef {{ name: string, command: string, args: readonly string[], live?: boolean, count?: (output: string) => Counts | undefined }} Stage
 * @typedef {{ passed: number, failed: number }} Counts
 */

/**
 * Runs a stage. A live one shows its output as it comes; of another one, the last lines are shown if it fails.
 * Without a count, or where none can be read, a stage is one check: its exit status.
 * @param {Stage} stage
 * @returns {Promise<Counts>}
 */
async function runStage({ name, command, args, live = false, count }) {
  const begin = Date.now();
  console.log(`\n== ${name}`);
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      output += text;
      if (live) process.stdout.write(text);
    });
  }
  const [status] = await once(child, 'close');
  const counts = settle(count?.(output), status);
  if (counts.failed > 0 && !live) console.log(output.trimEnd().split('\n').slice(-tailLines).join('\n'));
  console.log(
    `-- ${name}: ${counts.passed} passed, ${counts.failed} failed (${Math.round((Date.now() - begin) / 1000)}s)`,
  );
  return counts;
}

/**
 * A command that failed without a failure among its counts failed in another way: that is one more.
 * @param {Counts | undefined} counts
 * @param {number | null} status
 */
function settle(counts, status) {
  if (!counts) return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  return status !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/**
 * The counts of node's own test runner.
 * @param {string} output
 */
function nodeTestCounts(output) {
  const [, passed] = /^ℹ pass (\d+)$/m.exec(output) ?? [];
  const [, failed] = /^ℹ fail (\d+)$/m.exec(output) ?? [];
  const [, cancelled] = /^ℹ cancelled (\d+)$/m.exec(output) ?? [];
  if (passed === undefined) return undefined;
  return { passed: Number(passed), failed: Number(failed) + Number(cancelled) };
}

/**
 * The last line of `endstate run`.
 * @param {string} output
 */
function endstateCounts(output) {
  const [, passed, failed] = /^(\d+) passed, (\d+) failed/.exec(output.trimEnd().split('\n').at(-1) ?? '') ?? [];
  return passed === undefined ? undefined : { passed: Number(passed), failed: Number(failed) };
}

module.exports = { endstateCounts, nodeTestCounts, runStage };
