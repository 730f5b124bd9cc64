import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExecResult } from '../exec/exec';
import { dnsIs, dnsOutcome, pingAnswers, pingGetsNoAnswer, pingOutcome, resolves, tcpOutcome } from '.';
import { strayReply } from './dns';

function printed(exitCode: number, stdout: string, stderr = ''): ExecResult {
  return { command: 'x', exitCode, stdout, stderr, timedOut: false, durationMs: 1 };
}

const statistics = (received: number, errors = '') =>
  `\n--- 127.0.0.1 ping statistics ---\n1 packets transmitted, ${received} received${errors}, ${received ? 0 : 100}% packet loss, time 0ms\n`;
const head = 'PING 127.0.0.1 (127.0.0.1) 56(84) bytes of data.\n';

/** From iputils 20221126, in a network namespace with REJECT and DROP rules and special routes. */
const pings: readonly [kind: string, ExecResult][] = [
  ['answered', printed(0, `${head}64 bytes from 127.0.0.1: icmp_seq=1 ttl=64 time=0.126 ms\n${statistics(1)}`)],
  ['no-answer', printed(1, head + statistics(0))],
  [
    'unreachable',
    printed(1, `${head}From 127.0.0.7 icmp_seq=1 Destination Host Prohibited\n${statistics(0, ', +1 errors')}`),
  ],
  [
    'unreachable',
    printed(
      1,
      `${head}From 127.0.0.8 icmp_seq=1 Destination Port Unreachable\n${statistics(0, ', +1 errors')}`,
      'ping: sendmsg: Operation not permitted',
    ),
  ],
  ['unreachable', printed(2, '', 'ping: connect: Network is unreachable')],
  ['unreachable', printed(2, '', 'ping: connect: No route to host')],
  ['unreachable', printed(2, '', 'ping: connect: Invalid argument')],
  [
    'unreachable',
    printed(2, '', 'ping: Do you want to ping broadcast? Then -b. If not, check your local firewall rules'),
  ],
  ['unknown-host', printed(2, '', 'ping: nosuch.invalid: Temporary failure in name resolution')],
  ['unknown-host', printed(2, '', 'ping: bad..name: Name or service not known')],
  ['unknown', printed(2, '', 'ping: socktype: SOCK_RAW\nping: socket: Operation not allowed')],
];

for (const [kind, result] of pings) {
  test(`ping: ${(result.stderr || result.stdout).replaceAll('\n', ' ').slice(0, 90)} is ${kind}`, () => {
    assert.equal(pingOutcome(result).kind, kind);
  });
}

test('ping names who said that it goes no further, and how long an answer took', () => {
  const [, , prohibited] = pings.map(([, result]) => pingOutcome(result));
  assert.equal(prohibited?.kind === 'unreachable' && prohibited.by, '127.0.0.7');
  const answered = pingOutcome(pings[0]?.[1] as ExecResult);
  assert.equal(answered.kind === 'answered' && answered.ms, 0.126);
});

test('a reply from another address than was asked shows in the capture alone', () => {
  const asked = 'communications error to 10.96.0.10#53: timed out';
  const captured = (source: string) =>
    printed(
      0,
      `listening on any\n10:33:00.1 eth0  In  IP ${source}.53 > 10.244.1.7.40181: 4660 1/0/0 A 10.96.0.1 (56)\n`,
    );
  assert.deepEqual(strayReply(captured('10.244.1.2'), asked), {
    kind: 'unexpected-source',
    words: 'reply from unexpected source: 10.244.1.2#53, expected 10.96.0.10#53',
  });
  assert.equal(strayReply(captured('10.96.0.10'), asked), undefined);
  assert.equal(strayReply(captured('10.96.0.11'), `${asked}\n;; communications error to 10.96.0.11#53`), undefined);
  assert.equal(strayReply(printed(0, "tcpdump: Couldn't find user 'tcpdump'\n"), asked)?.kind, 'probe-missing');
  assert.equal(strayReply(printed(0, 'listening on any\n'), asked), undefined);
});

test('a ping that could not be sent for want of a tool proves nothing', () => {
  const missing = pingOutcome({ kind: 'probe-missing', words: 'ping is not there' });
  assert.deepEqual([pingAnswers()(missing).state, pingGetsNoAnswer()(missing).state], ['unknown', 'unknown']);
  const dropped = pingOutcome(printed(1, head + statistics(0)));
  assert.deepEqual([pingAnswers()(dropped).state, pingGetsNoAnswer()(dropped).state], ['not-yet', 'met']);
  const nobody = pingOutcome(printed(2, '', 'ping: x: Name or service not known'));
  assert.equal(pingGetsNoAnswer()(nobody).state, 'not-yet');
});

const answer = (status: string, records = '') => `
; <<>> DiG 9.18.49-1~deb12u3-Debian <<>> +search +tries=1 +time=1 +nocookie web.example A
; (1 server found)
;; global options: +cmd
;; Got answer:
;; ->>HEADER<<- opcode: QUERY, status: ${status}, id: 62970
;; flags: qr rd ra; QUERY: 1, ANSWER: 2, AUTHORITY: 0, ADDITIONAL: 0

;; QUESTION SECTION:
;web.example.			IN	A
${records}
;; Query time: 0 msec
;; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)
;; WHEN: Sat Nov 21 07:02:33 UTC 2026
;; MSG SIZE  rcvd: 60
`;
const records = `
;; ANSWER SECTION:
web.example.		30	IN	CNAME	www.example.
www.example.		30	IN	A	192.0.2.7
www.example.		30	IN	A	192.0.2.8
`;
const nothing = '\n; (1 server found)\n;; global options: +cmd\n;; no servers could be reached\n';

/** From dig 9.18, but for the reply from an unexpected source, which only digs before 9.16 see. */
const digs: readonly [kind: string, ExecResult][] = [
  ['answered', printed(0, answer('NOERROR', records))],
  ['no-data', printed(0, answer('NOERROR'))],
  ['nxdomain', printed(0, answer('NXDOMAIN'))],
  ['servfail', printed(0, answer('SERVFAIL'))],
  ['refused', printed(0, answer('REFUSED'))],
  ['unknown', printed(0, answer('FORMERR'))],
  ['timed-out', printed(9, `;; communications error to 127.0.0.53#53: timed out\n${nothing}`)],
  ['unreachable', printed(9, `;; communications error to 127.0.0.54#53: connection refused\n${nothing}`)],
  [
    'unreachable',
    printed(
      9,
      ';; UDP setup with 192.0.2.1#53(192.0.2.1) for ok.example failed: network unreachable.\n;; no servers could be reached\n',
    ),
  ],
  [
    'unexpected-source',
    printed(
      9,
      ';; reply from unexpected source: 10.244.0.5#53, expected 10.96.0.10#53\n\n; <<>> DiG 9.11.5 <<>> web.example\n;; connection timed out; no servers could be reached\n',
    ),
  ],
  ['unknown', printed(1, '', "dig: couldn't get address for 'nosuch.invalid': failure")],
  ['unknown', printed(10, '', "dig: 'bad..name' is not a legal name (empty label)")],
];

for (const [kind, result] of digs) {
  test(`dig: ${(/status: \w+|^;; .*(?:error|source|setup).*$/m.exec(result.stdout)?.[0] ?? result.stderr).slice(0, 90)} is ${kind}`, () => {
    assert.equal(dnsOutcome(result).kind, kind);
  });
}

test('dig: the addresses are those of the type asked for, with the server that gave them', () => {
  const found = dnsOutcome(printed(0, answer('NOERROR', records)));
  assert.ok(found.kind === 'answered');
  assert.deepEqual([found.addresses, found.server], [['192.0.2.7', '192.0.2.8'], '10.96.0.10']);
  assert.equal(resolves({ to: '192.0.2.8' })(found).state, 'met');
  assert.equal(resolves({ to: '192.0.2.9' })(found).outcome, 'other-address');
  assert.equal(dnsIs('nxdomain')(found).state, 'not-yet');
  assert.equal(dnsIs('timed-out')(dnsOutcome(printed(0, answer('SERVFAIL')))).state, 'not-yet');
});

/** From OpenBSD's netcat 1.219 (Debian 12). */
const netcats: readonly [kind: string, exitCode: number, stderr: string][] = [
  ['connected', 0, 'Connection to 10.0.0.1 80 port [tcp/http] succeeded!'],
  ['refused', 1, 'nc: connect to 127.0.0.1 port 1 (tcp) failed: Connection refused'],
  ['timed-out', 1, 'nc: connect to 10.0.0.1 port 80 (tcp) timed out: Operation now in progress'],
  ['no-route', 1, 'nc: connect to 10.0.0.1 port 80 (tcp) failed: No route to host'],
  ['no-route', 1, 'nc: connect to 10.0.0.1 port 80 (tcp) failed: Network is unreachable'],
  ['dns-failed', 1, 'nc: getaddrinfo for host "nope" port 1: Temporary failure in name resolution'],
  ['unknown', 1, 'nc: port number invalid: x'],
];

for (const [kind, exitCode, stderr] of netcats) {
  test(`nc: ${stderr} is ${kind}`, () => assert.equal(tcpOutcome(printed(exitCode, '', stderr)).kind, kind));
}
