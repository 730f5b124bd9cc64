import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { eventually, met, notYet } from '../assert';

const long = process.env.ENDSTATE_SOAK ? {} : { skip: 'npm run soak -- pieces' };
const root = join(__dirname, '../..');
const wol = join(root, 'features/ictsc2023-wol');
const right = join(wol, 'answers/right/policy-removed/manifests');
const plan = 'plan/plan.json';

describe('a piece of a plan, in real labs', long, () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'endstate-piece-'));
    cpSync(right, join(dir, 'answers/right/manifests'), { recursive: true });
    mkdirSync(join(dir, 'answers/text'));
    writeFileSync(
      join(dir, 'answers/text/report.md'),
      'Kubernetes is v1.29.0 there. Cilium has replaced kube-proxy.\n',
    );
  });
  after(() => rmSync(dir, { recursive: true }));

  const start = (...words: readonly string[]): ChildProcess =>
    spawn(process.execPath, [join(root, 'bin/endstate.js'), ...words], {
      cwd: dir,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  const status = async (child: ChildProcess) => (await once(child, 'exit'))[0] as number | null;

  it('ends by a signal with its status, goes on when run again, and comes to the marks of one grade', async () => {
    const answers = ['answers/right', 'answers/text'];
    const tags = ['--tags', '@iptables'];
    assert.equal(await status(start('plan', '--force', wol, ...answers, ...tags)), 0);
    const piece = ['run', '--plan', plan, '--piece', '0'];
    const killed = start(...piece);
    const labs = { description: 'the labs', observe: async () => existsSync(join(dir, 'marks/0/messages.ndjson')) };
    await eventually(labs, (there) => (there ? met('begun') : notYet('not begun')), { withinMs: 60_000 });
    killed.kill('SIGTERM');
    assert.equal(await status(killed), 143);

    assert.equal(await status(start(...piece)), 0);
    assert.equal(await status(start('run', '--plan', plan, '--piece', '1')), 0);
    assert.equal(await status(start('merge', 'marks/0', 'marks/1', '--out', 'merged', '--plan', plan)), 0);
    assert.equal(await status(start('grade', '--force', wol, ...answers, ...tags, '--out', 'whole')), 0);
    const marks = (folder: string) => readFileSync(join(dir, folder, 'marks.csv'), 'utf8');
    assert.equal(marks('merged'), marks('whole'));
    assert.match(marks('merged'), /^right,first-method,50,50,/m);
    const { answers: merged } = JSON.parse(readFileSync(join(dir, 'merged/marks.json'), 'utf8'));
    assert.equal(existsSync(join(dir, 'merged', merged[0].report)), true);
  });
});
