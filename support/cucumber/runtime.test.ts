import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { BadInput, Mismatch } from '../errors';
import { readRuntime, typeCommands } from './runtime';
import type { World } from './world';

const world = (exitCode: number, typed: string[] = []) =>
  ({
    machineName: (name: string) => name,
    signal: undefined,
    lab: {
      machine: () => ({
        exec: async (argv: readonly string[]) => {
          typed.push(argv.join(' '));
          return { command: argv.join(' '), exitCode, stdout: '', stderr: 'no', timedOut: false, durationMs: 1 };
        },
      }),
    },
  }) as unknown as World;

async function folder(files: Readonly<Record<string, string>>): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'endstate-runtime-'));
  for (const [name, content] of Object.entries(files)) await writeFile(join(made, name), content);
  return made;
}

test('what is typed, in its order, without a shell', async () => {
  const typed: string[] = [];
  const file = `
nft: [add table ip t]
iptables: [-t nat -A POSTROUTING -o eth1 -j MASQUERADE]
rules: [add from 10.0.0.0/8 table 100]
routes: [add 10.1.0.0/16 via 10.0.0.1]
sysctls: { net.ipv4.ip_forward: 1, net.ipv4.ip_local_port_range: "1024 65000" }
`;
  const all = await readRuntime(world(0), await folder({ 'lb.yaml': file }));
  assert.deepEqual(
    all.map(({ machine }) => machine),
    ['lb'],
  );
  await typeCommands(world(0, typed), all);
  assert.deepEqual(typed, [
    'sysctl -w net.ipv4.ip_forward=1',
    'sysctl -w net.ipv4.ip_local_port_range=1024 65000',
    'ip route add 10.1.0.0/16 via 10.0.0.1',
    'ip rule add from 10.0.0.0/8 table 100',
    'iptables -t nat -A POSTROUTING -o eth1 -j MASQUERADE',
    'nft add table ip t',
  ]);
});

test('a command that the machine refuses is the answer’s failure', async () => {
  const all = await readRuntime(world(2), await folder({ 'lb.yaml': 'routes: [add nonsense]' }));
  await assert.rejects(typeCommands(world(2), all), (error) => error instanceof Mismatch && error.outcome === 'exit-2');
});

const refused: readonly (readonly [why: string, files: Readonly<Record<string, string>>, words: RegExp])[] = [
  ['no file', {}, /is empty/],
  ['a script', { 'lb.sh': '' }, /is no machine's runtime/],
  ['nothing', { 'lb.yaml': '{}' }, /fewer than 1/],
  ['an unknown key', { 'lb.yaml': 'sysctl: {}' }, /unknown key "sysctl"; did you mean "sysctls"/],
  [
    'a setting of the whole computer',
    { 'lb.yaml': 'sysctls: { kernel.core_pattern: x }' },
    /must match pattern "\^net/,
  ],
  ['a way out of net', { 'lb.yaml': 'sysctls: { net/../kernel/core_pattern: x }' }, /must match pattern "\^net/],
  ['an unknown verb', { 'lb.yaml': 'routes: [restore x]' }, /must match pattern/],
  ['what is no YAML', { 'lb.yaml': '[' }, /is no YAML/],
];

for (const [why, files, words] of refused) {
  test(`${why} is refused`, async () => {
    await assert.rejects(
      readRuntime(world(0), await folder(files)),
      (error) => error instanceof BadInput && words.test(error.message),
    );
  });
}
