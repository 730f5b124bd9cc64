import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { main } from './main';

const root = join(__dirname, '../..');
const state = mkdtempSync(join(tmpdir(), 'endstate-cli-'));
after(() => rmSync(state, { recursive: true }));

function endstate(...words: readonly string[]) {
  const env = { ...process.env, ENDSTATE_STATE: join(state, 'labs') };
  const { status, stdout, stderr } = spawnSync(process.execPath, ['bin/endstate.js', ...words], {
    cwd: root,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const refusals = [
  ['gherkin.feature: (4:5): expected', 'broken Gherkin'],
  ['words.feature:3  the moon is full\n  no step says this', 'an undefined step'],
  ['unknown row of the cluster\'s table "worker"\n    next: write "workers"', 'an unknown row'],
  ['a row of the table has 3 columns', 'a table that is too wide'],
  ['unknown CNI "brige"\n    next: write "bridge"', 'an unknown CNI'],
  ['unknown kube-proxy mode "iptable"\n    next: write "iptables"', 'an unknown kube-proxy mode'],
  ['unknown Kubernetes version "9.99"', 'a version that is not pinned'],
  ['unknown unit of time "sec"\n    next: write "s"', 'an unknown unit'],
  ['worker3 reboots\n  unknown machine "worker3"\n    next: write "worker0', 'an unknown machine'],
  ['unknown machine "wroker01"\n    next: write "worker01"', 'an unknown client'],
  ['"all 0" claims nothing', 'a quantifier that claims nothing'],
  ['the scenario has no cluster', 'a scenario without a cluster'],
  ['nowhere.yaml cannot be read', 'a manifest that is not there'],
  ['malformed.yaml:3:1: not readable as YAML', 'a malformed manifest'],
  ['empty.yaml:1:1: there is no object in it', 'an empty manifest'],
  ['there is no answer to apply', 'an answer that was not given'],
  ['nowhere\n    next: name an inventory folder', 'an inventory that is not there'],
  ['worker01 is no registry', 'an image for what is no registry'],
  ['0 times in a row claim nothing', 'a claim in every placement that is never tried'],
  ['"soon" is no duration', 'a time-out tag that is none'],
  ['the scenario has no step', 'a scenario without steps'],
  ['all 3 nodes are Raedy', 'an expect.yaml that names a step no scenario has'],
] as const;

test('everything that cannot be run is named at once, before any lab, with exit status 2', async (t) => {
  const { status, stdout, stderr } = endstate('run', 'support/cli/testdata/refused', '--wrong');
  assert.equal(status, 2, stdout + stderr);
  assert.equal(stdout, '');
  for (const [words, what] of refusals) await t.test(what, () => assert.ok(stderr.includes(words), stderr));
  await t.test('nothing was made', () =>
    assert.ok(!existsSync(join(state, 'labs')) || readdirSync(join(state, 'labs')).length === 0),
  );
});

test('tags that cannot be read, and tags that nothing has', () => {
  const unreadable = endstate('run', 'features/network', '--tags', '@a and');
  assert.match(unreadable.stderr, /tag expression .*@a and/i);
  assert.equal(unreadable.status, 2);
  const nothing = endstate('run', 'features/network', '--tags', '@nobody');
  assert.match(nothing.stderr, /no scenario was run/);
  assert.equal(nothing.status, 2);
});

const commandLines = [
  [['runn'], /unknown command 'runn'\n\(Did you mean run\?\)/],
  [['run', '--tag', '@x'], /unknown option '--tag'\n\(Did you mean --tags\?\)/],
  [['run', '--jobs', '0'], /Write a whole number from 1/],
  [['run', '--order', 'backwards'], /Write defined, random/],
  [['run', '--right', 'some'], /Allowed choices are all, first, none/],
  [['run', 'featurse'], /there is no featurse\n {2}next: did you mean features\?/],
  [['run', 'features/network', '--answer', 'features'], /an answer needs a problem/],
  [['run', '--pause', 'features/network'], /--pause needs a terminal/],
  [['up', '--set', 'worker=1'], /unknown row of the cluster's table "worker"\n {2}next: write "workers"/],
  [['up', '--set', 'workers'], /"workers" is no row/],
  [['up', 'features/nowhere.feature'], /there is no features\/nowhere\.feature/],
  [['down', 'abc'], /there is no lab/],
  [['down', 'abc', '--all'], /keep one of them/],
  [['setup', '--kubernetes', '1.2'], /unknown Kubernetes minor version "1\.2"/],
  [['steps', 'xyzzy'], /no step holds "xyzzy"/],
  [['run', '--cell', 'netns-1.34-bridge-iptable'], /unknown cell .*\n {2}next: write "netns-1.34-bridge-iptables"/],
  [
    ['run', '--cell', 'netns-1.34-cilium-ipvs'],
    /is no cell of the matrix: CNI cilium does not go with kube-proxy ipvs/,
  ],
  [['run', '--shard', '3/2'], /Write which part of how many/],
  [
    ['verify', 'features/network'],
    /there is no problem features\/network\n {2}next: name a folder with a problem\.yaml/,
  ],
  [['verify', 'features/ictsc2023-wol', '--jobs', '0'], /Write a whole number from 1/],
  [['new', 'problem', 'features'], /features is there already\n {2}next: name a folder that is not/],
  [['matrix', '--format', 'yaml'], /Allowed choices are table, json, github/],
  [['matrix', '--excluded', '--pairwise'], /--excluded lists what is in no workflow/],
  [['matrix', '--shards', '2'], /write --format github with it/],
  [['matrix', '--format', 'github', '--shards', '99'], /are more than the 256 that a workflow's matrix takes/],
] as const;

for (const [words, expected] of commandLines) {
  test(`endstate ${words.join(' ')}: exit status 2 and a way out`, async (t) => {
    const { status, stderr } = await inProcess(t, { ENDSTATE_STATE: join(state, 'labs') }, words);
    assert.match(stderr, expected);
    assert.equal(status, 2, stderr);
  });
}

test('an unknown provider is bad input, with the known ones', async (t) => {
  const { status, stderr } = await inProcess(t, { ENDSTATE_PROVIDER: 'netsn' }, ['list']);
  assert.match(stderr, /unknown provider "netsn"\n {2}next: write "netns"/);
  assert.equal(status, 2);
});

test('a cell of another provider than the environment asks for is refused', async (t) => {
  const words = ['run', 'features/network', '--cell', 'netns-1.34-bridge-iptables'];
  const { status, stderr } = await inProcess(t, { ENDSTATE_PROVIDER: 'k3d' }, words);
  assert.match(stderr, /ENDSTATE_PROVIDER is k3d, and cell netns-1\.34-bridge-iptables is of netns/);
  assert.equal(status, 2);
});

test('a manifest of the mirror that is not the pinned one is bad input before any lab, with both checksums', () => {
  const mirror = mkdtempSync(join(state, 'mirror-'));
  writeFileSync(join(mirror, 'flannel-v0.27.4.yaml'), 'kind: Namespace\n');
  process.env.ENDSTATE_MIRROR = mirror;
  const cell = ['--cell', 'kind-1.34-flannel-iptables'];
  const { status, stderr } = endstate('run', 'features/network/services.feature', ...cell);
  delete process.env.ENDSTATE_MIRROR;
  const golden = readFileSync(join(__dirname, 'testdata/wrong-manifest.golden.txt'), 'utf8');
  assert.equal(stderr.replaceAll(mirror, '<mirror>'), golden);
  assert.equal(status, 2);
  assert.ok(!existsSync(join(state, 'labs')) || readdirSync(join(state, 'labs')).length === 0);
});

test('steps are listed with examples, and help ends well', () => {
  const steps = endstate('steps', 'times out on');
  assert.equal(steps.status, 0);
  assert.match(
    steps.stdout,
    /^traffic\n {2}Then pod shell times out on http:\/\/web\n {6}HTTP requests get no answer/m,
  );
  assert.equal(endstate('--help').status, 0);
});

/** The command line without a process of its own: what it says on standard error, and its status. */
async function inProcess(t: TestContext, env: Readonly<Record<string, string>>, words: readonly string[]) {
  const said: string[] = [];
  const before = { ...process.env };
  t.mock.method(process.stderr, 'write', (text: string) => said.push(text) > 0);
  Object.assign(process.env, env);
  try {
    return { status: await main(words), stderr: said.join('') };
  } finally {
    t.mock.restoreAll();
    process.env = before;
  }
}
