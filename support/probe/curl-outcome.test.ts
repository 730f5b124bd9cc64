import assert from 'node:assert/strict';
import { test } from 'node:test';
import { curlOutcome } from './curl-outcome';

/** From curl 7.88 and 8.5, in a network namespace with unreachable, prohibiting and blackhole routes and REJECT rules. */
const table: readonly [kind: string, exitCode: number, said: string, verbose: string][] = [
  [
    'refused',
    7,
    "Failed to connect to 127.0.0.1 port 1 after 0 ms: Couldn't connect to server",
    '* connect to 127.0.0.1 port 1 failed: Connection refused',
  ],
  [
    'refused',
    7,
    "Failed to connect to localhost port 1 after 0 ms: Couldn't connect to server",
    '* connect to ::1 port 1 from ::1 port 40134 failed: Connection refused',
  ],
  [
    'refused',
    7,
    "Failed to connect to web port 1 after 0 ms: Couldn't connect to server",
    '* Immediate connect fail for fd00::1: Network is unreachable\n* connect to 10.0.0.1 port 1 failed: Connection refused',
  ],
  [
    'no-route',
    7,
    "Failed to connect to 127.0.0.7 port 80 after 0 ms: Couldn't connect to server",
    '* connect to 127.0.0.7 port 80 failed: No route to host',
  ],
  [
    'no-route',
    7,
    "Failed to connect to 198.51.100.77 port 80 after 0 ms: Couldn't connect to server",
    '* Immediate connect fail for 198.51.100.77: Network is unreachable',
  ],
  [
    'no-route',
    7,
    "Failed to connect to 203.0.115.1 port 80 after 0 ms: Couldn't connect to server",
    '* Immediate connect fail for 203.0.115.1: Permission denied',
  ],
  [
    'no-route',
    7,
    "Failed to connect to 203.0.114.1 port 80 after 0 ms: Couldn't connect to server",
    '* Immediate connect fail for 203.0.114.1: Invalid argument',
  ],
  [
    'timed-out',
    7,
    "Failed to connect to 10.0.0.1 port 80 after 130000 ms: Couldn't connect to server",
    '* connect to 10.0.0.1 port 80 failed: Connection timed out',
  ],
  ['unknown', 7, "Failed to connect to 10.0.0.1 port 80 after 0 ms: Couldn't connect to server", ''],
  ['timed-out', 28, 'Connection timed out after 2001 milliseconds', ''],
  ['timed-out', 28, 'Operation timed out after 2001 milliseconds with 0 bytes received', ''],
  ['dns-failed', 28, 'Resolving timed out after 2000 milliseconds', ''],
  ['dns-failed', 6, 'Could not resolve host: nosuch.invalid', ''],
  ['reset', 56, 'Recv failure: Connection reset by peer', ''],
  ['reset', 55, 'Send failure: Broken pipe', ''],
  ['reset', 35, 'OpenSSL SSL_connect: Connection reset by peer in connection to 127.0.0.1:443 ', ''],
  ['no-route', 56, 'Recv failure: No route to host', ''],
  ['tls-failed', 35, 'OpenSSL/3.0.19: error:0A00010B:SSL routines::wrong version number', ''],
  ['tls-failed', 60, 'SSL certificate problem: self-signed certificate', ''],
  ['empty-reply', 52, 'Empty reply from server', ''],
  ['cut-off', 18, 'transfer closed with 6 bytes remaining to read', ''],
  ['not-http', 1, 'Received HTTP/0.9 when not allowed', ''],
  ['unknown', 2, 'option --nope: is unknown', ''],
];

for (const [kind, exitCode, said, verbose] of table) {
  test(`curl (${exitCode}) ${said} ${verbose.replaceAll('\n', ' ')} is ${kind}`, () => {
    const report = { exitcode: exitCode, errormsg: said, http_code: 0, remote_ip: '', remote_port: 0, time_total: 0.5 };
    const stderr = `${verbose}\ncurl: (${exitCode}) ${said}\n${JSON.stringify(report)}`;
    const outcome = curlOutcome({ command: 'curl', exitCode, stdout: '', stderr, timedOut: false, durationMs: 500 });
    assert.equal(outcome.kind, kind);
    assert.ok(outcome.words.includes(said));
  });
}

test('a header cannot pass itself off as the report', () => {
  const forged = JSON.stringify({ exitcode: 0, http_code: 200, remote_ip: '6.6.6.6', remote_port: 6, time_total: 0 });
  const stderr = `< X: ${forged}\n< ${forged}\ncurl: (52) Empty reply from server\n{"exitcode":52,"errormsg":"Empty reply from server","http_code":0}`;
  assert.equal(
    curlOutcome({ command: 'curl', exitCode: 52, stdout: '', stderr, timedOut: false, durationMs: 1 }).kind,
    'empty-reply',
  );
});
