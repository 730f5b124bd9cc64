import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Executor } from '../exec/exec';
import { whileCapturing } from '.';

const signal = new AbortController().signal;
const ran = { command: 'sh', exitCode: 0, stderr: '', timedOut: false, durationMs: 1 };

/** Answers the first command, which begins a capture, and then the one that ends it. */
function place(name: string, said: string[]): Executor {
  const answers = ['/run/capture.x 42\n', `packet\n\0${Buffer.from('pcap').toString('base64')}`];
  return {
    name,
    exec: async (argv) => {
      said.push(`${name}: ${argv.slice(4).join(' ')}`);
      return { ...ran, stdout: answers.shift() ?? '' };
    },
  };
}

test('every place captures while the work is done, and is let go after it', async () => {
  const said: string[] = [];
  const work = async () => said.push('work');
  const { captures, missing } = await whileCapturing([place('a', said), place('b', said)], work, {
    filter: 'tcp',
    signal,
  });
  assert.deepEqual(said, ['a: tcp', 'b: tcp', 'work', 'a: /run/capture.x 42', 'b: /run/capture.x 42']);
  assert.deepEqual(missing, []);
  assert.deepEqual(captures, [
    { place: 'a', text: 'packet\n', pcap: Buffer.from('pcap') },
    { place: 'b', text: 'packet\n', pcap: Buffer.from('pcap') },
  ]);
});

test('a place that cannot capture is missing, and the others are taken', async () => {
  const off: Executor = { name: 'worker01', exec: () => Promise.reject(new Error('worker01 is switched off')) };
  const poor: Executor = { name: 'b', exec: async () => ({ ...ran, exitCode: 1, stdout: '', stderr: 'no tcpdump' }) };
  const { result, captures, missing } = await whileCapturing([off, poor, place('a', [])], async () => 7, { signal });
  assert.equal(result, 7);
  assert.deepEqual(
    captures.map((each) => each.place),
    ['a'],
  );
  assert.deepEqual(
    missing.map((line) => line.split(':')[0]),
    ['packets on worker01', 'packets on b'],
  );
  assert.match(missing.join(), /switched off.*no tcpdump/);
});

test('work that fails fails, and the captures are ended', async () => {
  const said: string[] = [];
  const failing = whileCapturing([place('a', said)], () => Promise.reject(new Error('no')), { signal });
  await assert.rejects(failing, /no/);
  assert.equal(said.length, 2);
});
