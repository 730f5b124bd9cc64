import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Executor } from '../exec/exec';
import { addressesIn, addressesOf, type CurlOutcome, isSeenAs } from '.';

const page = (body: string, status = 200): CurlOutcome => ({
  kind: 'http',
  status,
  body,
  bodyTruncated: false,
  timeMs: 1,
  remote: '10.0.0.1:80',
  words: `HTTP ${status}`,
});

test('the addresses of a text, each once; versions and numbers that are too large are none', () => {
  assert.deepEqual(addressesIn('10.244.1.5:43210'), ['10.244.1.5']);
  assert.deepEqual(addressesIn('::ffff:192.168.0.11, 192.168.0.11.'), ['192.168.0.11']);
  assert.deepEqual(addressesIn('from 10.0.0.1 by 10.0.0.2'), ['10.0.0.1', '10.0.0.2']);
  assert.deepEqual(addressesIn('nginx 1.25.3, 999.1.1.1, 1.2.3.4.5'), []);
});

test('whom a server sees is one of the addresses, or a word that names who it was', () => {
  const claim = isSeenAs(['192.168.0.11', '10.0.0.11']);
  assert.equal(claim(page('10.0.0.11\n')).state, 'met');
  assert.deepEqual(
    [claim(page('172.16.0.254:4711')).state, claim(page('172.16.0.254:4711')).outcome],
    ['not-yet', 'seen-as-172.16.0.254'],
  );
});

test('a server that tells no address, or several, does not show whom it sees', () => {
  const claim = isSeenAs(['10.0.0.1']);
  assert.equal(claim(page('Welcome to nginx!')).outcome, 'no-address');
  assert.equal(claim(page('10.0.0.1 by way of 10.0.0.2')).outcome, 'several-addresses');
});

test('without an answer the way in which there is none is the outcome', () => {
  const claim = isSeenAs(['10.0.0.1']);
  assert.equal(claim(page('10.0.0.1', 403)).outcome, 'http-403');
  assert.equal(claim({ kind: 'timed-out', words: 'curl (28)', timeMs: 2000 }).outcome, 'timed-out');
  assert.equal(claim({ kind: 'probe-missing', words: 'no curl', timeMs: 0 }).state, 'unknown');
});

test('the addresses of a place are those of all its interfaces; without ip there are none to compare with', async () => {
  const printing = (exitCode: number, stdout: string): Executor => ({
    name: 'worker01',
    exec: async () => ({
      command: 'ip',
      exitCode,
      stdout,
      stderr: 'sh: ip: not found',
      timedOut: false,
      durationMs: 1,
    }),
  });
  const lines =
    '1: lo    inet 127.0.0.1/8 scope host lo\n2: eth0    inet 172.18.0.11/16 brd 172.18.255.255 scope global eth0';
  const signal = new AbortController().signal;
  assert.deepEqual(await addressesOf(printing(0, lines), signal), ['127.0.0.1', '172.18.0.11']);
  await assert.rejects(addressesOf(printing(127, ''), signal), { name: 'Inconclusive' });
});
