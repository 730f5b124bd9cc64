const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { mkdtempSync, rmSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** @type {readonly NodeJS.Signals[]} */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/**
 * Runs a command with a temporary folder of its own ($TMPDIR), and takes that away with all that was left in it, however the
 * command ends. A signal to this process ends the command first. Resolves with its exit status, 1 where it has none.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ readonly cwd?: string }} [options]
 * @returns {Promise<number>}
 */
async function withOwnTmpdir(command, args, options = {}) {
  // A short name: the path of a socket in there has 108 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'e-'));
  try {
    const child = spawn(command, args, { ...options, stdio: 'inherit', env: { ...process.env, TMPDIR: folder } });
    // Node's test runner ends its children on this one, but not on SIGHUP.
    const end = () => child.kill('SIGTERM');
    for (const signal of signals) process.on(signal, end);
    const [status] = await once(child, 'close');
    for (const signal of signals) process.off(signal, end);
    return status ?? 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

module.exports = { withOwnTmpdir };
