import assert from 'node:assert/strict';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, type TestContext, test } from 'node:test';
import { type Cell, cellAt } from '../matrix/cell';
import type { Shard } from '../matrix/shard';
import { workflowMatrix } from '../matrix/workflow';
import type { ScenarioResult } from '../report/result';
import { sampleFailure, sampleResult } from '../report/sample';
import { writeReports } from '../report/write';
import { main } from './main';

const root = mkdtempSync(join(tmpdir(), 'endstate-merge-'));
after(() => rmSync(root, { recursive: true }));
const place = (name: string) => join(root, name);

const iptables = cellAt({ provider: 'netns', kubernetes: '1.34', cni: 'bridge', 'kube-proxy': 'iptables' });
const nftables = cellAt({ ...iptables, 'kube-proxy': 'nftables' });
const skip = {
  outcome: 'skip',
  failure: { kind: 'not-applicable', step: 'a cluster:', explanation: { what: 'it asks for kube-proxy ipvs' } },
} as const;

/** A folder as `endstate run --cell` leaves it. */
async function report(name: string, cell: Cell, results: readonly Partial<ScenarioResult>[], shard?: Shard) {
  const dir = place(name);
  const index = join(dir, 'evidence/web/index.html');
  mkdirSync(join(dir, 'evidence/web'), { recursive: true });
  writeFileSync(index, 'what was seen');
  const scenarios = results.map((changes) =>
    sampleResult({ cell, ...(changes.outcome === 'fail' ? { evidence: { index, missing: [] } } : {}), ...changes }),
  );
  await writeReports({ scenarios, startedAt: new Date(0), wallMs: 1000, cell, ...(shard ? { shard } : {}) }, dir);
  return dir;
}

async function merged(t: TestContext, dirs: readonly string[], ...flags: readonly string[]) {
  const out = place(`out-${t.name.replaceAll(/\W+/g, '-').slice(0, 60)}`);
  const said: string[] = [];
  const silent = (text: string | Uint8Array) => said.push(String(text)) > 0;
  t.mock.method(process.stdout, 'write', silent);
  t.mock.method(process.stderr, 'write', silent);
  const status = await main(['merge', ...dirs, '--out', out, ...flags]);
  t.mock.restoreAll();
  const read = (file: string) => (existsSync(join(out, file)) ? readFileSync(join(out, file), 'utf8') : '');
  return { status, words: said.join(''), page: read('index.html'), junit: read('junit.xml'), out };
}

const failing = { ...sampleFailure, evidence: undefined } as never as Partial<ScenarioResult>;
const { evidence: _, ...fail } = failing;

test('two cells come onto one page, a column each, with verdicts, evidence and the whole reports', async (t) => {
  const dirs = [await report('a', iptables, [{}, { line: 20 }]), await report('b', nftables, [fail, { line: 20 }])];
  const { status, words, page, junit, out } = await merged(t, dirs);
  assert.equal(status, 1);
  assert.match(words, /FAIL .*\[netns-1\.34-bridge-nftables\]/);
  assert.match(words, /\n3 passed, 1 failed\n$/);
  assert.equal(page.match(/<th scope="col">/g)?.length, 2);
  assert.equal(page.match(/<th scope="row">/g)?.length, 2);
  const [link] = /href="runs\/netns-1\.34-bridge-nftables\/evidence\/web\/index\.html"/.exec(page) ?? [];
  assert.ok(link, page);
  assert.ok(existsSync(join(out, 'runs/netns-1.34-bridge-nftables/evidence/web/index.html')));
  assert.match(page, /href="runs\/netns-1\.34-bridge-iptables\/index\.html"/);
  const [, id = ''] = /<td class="fail"><a href="#(r\d+)">fail<\/a>/.exec(page) ?? [];
  assert.match(page, new RegExp(`<details class="scenario fail" id="${id}" open>`));
  assert.match(junit, /<property name="cell" value="netns-1\.34-bridge-nftables"\/>/);
  assert.match(junit, /<property name="kube-proxy" value="nftables"\/>/);
});

test('two shards of a cell are one column; all passed is exit status 0', async (t) => {
  const dirs = await Promise.all(
    [1, 2].map((index) => report(`s${index}`, iptables, [{ line: index }], { index, count: 2 })),
  );
  const { status, page } = await merged(t, dirs);
  assert.equal(status, 0);
  assert.equal(page.match(/<th scope="col">/g)?.length, 1);
  assert.doesNotMatch(page, /not run/);
});

test('a shard that is not there makes the whole inconclusive and is named', async (t) => {
  const { status, words, page, junit } = await merged(t, [await report('s3', iptables, [{}], { index: 1, count: 2 })]);
  assert.equal(status, 3);
  assert.match(words, /there is no report of shard 2\/2/);
  assert.match(words, /rerun: npm run features -- --cell netns-1\.34-bridge-iptables --shard 2\/2/);
  assert.match(page, /there is no report of shard 2\/2/);
  assert.match(junit, /<error message="there is no report of shard 2\/2"/);
});

test('a cell of the matrix that is not there is named, and so is a run that broke off', async (t) => {
  writeFileSync(place('matrix.json'), JSON.stringify(workflowMatrix([iptables, nftables], 1)));
  mkdirSync(place('broken'), { recursive: true });
  writeFileSync(place('broken/messages.ndjson'), '');
  const dirs = [await report('c', iptables, [{}]), place('broken')];
  const { status, words } = await merged(t, dirs, '--matrix', place('matrix.json'));
  assert.equal(status, 3);
  assert.match(words, /there is no report \[netns-1\.34-bridge-nftables\]/);
  assert.match(words, /the run reported in .*broken did not come to its end/);
});

test('a skip is a fail unless the list expects it; an expected one that ran is said', async (t) => {
  const list = place('skips.yaml');
  writeFileSync(
    list,
    '- { feature: features/web.feature, name: expected, in: { kube-proxy: iptables }, reason: for a test }\n' +
      '- { feature: features/web.feature, name: gone, reason: for a test }\n',
  );
  const results = [{ name: 'expected', ...skip }, { line: 20 }];
  const good = await merged(t, [await report('d', iptables, results)], '--skips', list);
  assert.equal(good.status, 0);
  assert.match(good.words, /in no report: features\/web\.feature {2}gone/);
  const bad = await merged(t, [await report('e', nftables, results)], '--skips', list);
  assert.equal(bad.status, 1);
  assert.match(
    bad.words,
    /it was skipped, and nothing in .*skips\.yaml expects that\n *last: it asks for kube-proxy ipvs/,
  );
  const ran = await merged(t, [await report('f', iptables, [{ name: 'expected' }])], '--skips', list);
  assert.equal(ran.status, 0);
  assert.match(ran.words, /expected to be skipped, and ran: features\/web\.feature:12 {2}expected/);
});

test('a scenario that one cell has and another has not is named', async (t) => {
  const dirs = [await report('g', iptables, [{}, { line: 20 }]), await report('h', nftables, [{}])];
  const { words, page } = await merged(t, dirs);
  assert.match(words, /features\/web\.feature:20 .*: not run in netns-1\.34-bridge-nftables/);
  assert.match(page, /<td class="not-run">not run<\/td>/);
});

test('words of a report cannot become markup, commands or links out of it', async (t) => {
  const hostile = '<script>alert(1)</script>"\'& ::error::x \u001b[31m';
  const dir = await report('i', iptables, [{ ...fail, name: hostile, label: hostile, uri: hostile }]);
  symlinkSync('/etc/passwd', join(dir, 'evidence/link'));
  const { page, junit, out, words } = await merged(t, [dir]);
  assert.doesNotMatch(page, /<script/);
  assert.doesNotMatch(junit, /<script/);
  assert.ok(!words.includes('\u001b'));
  assert.ok(!existsSync(join(out, 'runs/netns-1.34-bridge-iptables/evidence/link')));
});

test('what is no report is refused, before anything is written', async (t) => {
  const good = await report('j', iptables, [{}]);
  const bad = (name: string, change: (text: string) => string) => {
    mkdirSync(place(name), { recursive: true });
    writeFileSync(join(place(name), 'results.json'), change(readFileSync(join(good, 'results.json'), 'utf8')));
    return place(name);
  };
  const cases: readonly (readonly [readonly string[], RegExp])[] = [
    [[place('nowhere')], /there is no report folder .*nowhere/],
    [[good, bad('twin', (text) => text)], /are reports of the same: cell netns/],
    [[bad('cut', (text) => text.slice(0, 50))], /results\.json cannot be read/],
    [[bad('other', (text) => text.replace('"format":1', '"format":2'))], /results\.json\/format must be equal/],
    [[bad('name', (text) => text.replaceAll('netns-1', '../up'))], /results\.json\/.*id must match pattern/],
    [[bad('none', (text) => text.replace(/"scenarios":.*\]/s, '"scenarios":[]'))], /must NOT have fewer than 1/],
    [[good, '--skips', place('nowhere.yaml')], /there is no .*nowhere\.yaml/],
    [[good, '--matrix', join(good, 'results.json')], /must have required property 'include'/],
  ];
  for (const [words, expected] of cases) {
    const result = await merged(t, words);
    assert.match(result.words, expected);
    assert.equal(result.status, 2, result.words);
    assert.ok(!existsSync(result.out));
  }
  const inside = await merged(t, [root]);
  assert.match(inside.words, /one of the reports/);
});

test('evidence that a report places outside its folder is refused', async (t) => {
  const dir = await report('k', iptables, [fail]);
  const file = join(dir, 'results.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('evidence/web', '../../etc'));
  const { status, words } = await merged(t, [dir]);
  assert.equal(status, 2);
  assert.match(words, /names \.\.\/\.\.\/etc\/index\.html, which is not in its folder/);
});
