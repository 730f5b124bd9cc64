import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { all, eventually } from '../../support/assert';
import { run } from '../../support/exec/exec';
import { until } from '../../support/exec/until';
import { apply, connect, deleteObject, type Kube, parseManifests, readManifests } from '../../support/kube';
import { podsRunning, watchPods } from '../../support/observe';
import { contractSpec, providerContract } from '../contract/suite';
import type { LabSpec } from '../lab';
import { listObjects } from './objects';
import { existing } from './provider';
import { type Contest, makeContest } from './testdata/contest';

const spec: LabSpec = { ...contractSpec, hosts: [] };
/** Half a minute each: the soak runs them too. */
const long = process.env.ENDSTATE_SOAK ? {} : { skip: 'npm run soak -- existing' };
const soon = () => AbortSignal.timeout(120_000);
const everything = ['write', 'sysctl', 'commands', 'reboot'];
describe('existing: a cluster that was there before', () => {
  let contest: Contest;
  let kube: Kube;
  let asItWas: readonly string[];

  before(async () => {
    contest = await makeContest(contractSpec);
    kube = await connect(contest.lab.kubeconfig);
    await apply(
      kube,
      parseManifests('{apiVersion: v1, kind: ConfigMap, metadata: {name: mine}, data: {a: b}}', 'mine'),
    );
    await until(isSettled, { what: 'every node’s rules for the cluster’s DNS', withinMs: 60_000, everyMs: 500 });
  });
  after(async () => {
    kube?.close();
    await contest?.end();
  });

  /** Every object but events and leases, and of every machine what a run could have left there. */
  async function state(): Promise<readonly string[]> {
    const { objects, blind } = await listObjects(kube);
    assert.deepEqual(blind, []);
    const machines = ['control-plane', 'worker01', 'worker02', 'host01'].map(async (name) => {
      const { stdout } = await contest.lab.machine(name).exec(['sh', '-c', look]);
      return stdout.split('\n').map((line) => `${name}: ${line}`);
    });
    return [
      ...objects.map(({ path, metadata }) => `${path} ${metadata.uid}`),
      ...(await Promise.all(machines)).flat(),
    ].sort();
  }

  /** Notes the cluster as it is. It is at rest once CoreDNS is ready and kube-proxy knows: on a busy computer long after the nodes. */
  async function isSettled(): Promise<boolean> {
    asItWas = await state();
    const knows = (node: string) =>
      asItWas.some((line) => line.startsWith(`${node}: `) && /KUBE-SEP.*kube-dns/.test(line));
    return ['control-plane', 'worker01', 'worker02'].every(knows);
  }

  /** Runs a feature of the test data as its user does. */
  function runFeature(name: string, reports: string) {
    const feature = join(__dirname, 'testdata', name);
    const argv = [process.execPath, 'bin/endstate.js', 'run', feature, '--reports', reports] as const;
    return run(argv, { env: { ENDSTATE_PROVIDER: 'existing' } });
  }

  async function inventory(changes: object = { allow: everything }): Promise<void> {
    process.env.ENDSTATE_INVENTORY = await contest.inventory('inventory', changes);
  }

  async function leased(work: (lab: Awaited<ReturnType<typeof existing.create>>, guarded: Kube) => Promise<void>) {
    const lab = await existing.create(spec, { signal: soon() });
    const guarded = await connect(lab.kubeconfig, lab.guard);
    try {
      await work(lab, guarded);
    } finally {
      guarded.close();
      await existing.destroy(lab);
    }
  }

  /** kube-proxy and containers on their way out need a moment. */
  async function unchanged(): Promise<void> {
    let changes: object = {};
    const same = async () => {
      const now = await state();
      const added = now.filter((line) => !asItWas.includes(line));
      const missing = asItWas.filter((line) => !now.includes(line));
      changes = { added, missing };
      return added.length + missing.length === 0;
    };
    await until(same, { what: 'the same as before', withinMs: 20_000, everyMs: 500 }).catch(() =>
      assert.deepEqual(changes, { added: [], missing: [] }),
    );
  }

  describe('the contract', () => {
    before(() => inventory());
    providerContract(existing);
  });

  it('has left nothing after the contract: no object, file, process or rule', unchanged);

  it('runs a feature as it is, and gives back what that changed', async () => {
    await inventory();
    const { stdout, stderr, exitCode } = await runFeature('shop.feature', join(contest.dir, 'reports'));
    assert.equal(exitCode, 0, stdout + stderr);
    assert.match(stdout, /existing: Kubernetes 1\.34/);
    assert.doesNotMatch(stdout, /warning/);
    await unchanged();
  });

  it(
    'judges placements by roll-outs: a lucky one is red, a pass says how far it goes, the owner’s pods stay',
    long,
    async () => {
      await inventory({ allow: [] });
      const theirs = join(__dirname, 'testdata', 'placements', 'theirs.yaml');
      await apply(kube, await readManifests(theirs));
      const before = await runningPods('theirs');
      const reports = join(contest.dir, 'reports-placements');
      const { stdout, stderr } = await runFeature('placements.feature', reports);
      assert.match(stdout, /^PASS .*a node answers \(anywhere\)/m, stdout + stderr);
      assert.match(stdout, /^FAIL .*a node answers \(lucky\)/m, stdout);
      assert.match(stdout, /in placement \d \(web: 1 on worker02; roll-out \d of 4\)/);
      assert.match(stdout, /\(anywhere\): weaker claim: 4 roll-outs seen.*web: 1 on worker0\d.*\| web: 1 on worker0\d/);
      assert.match(stdout, /^substituted {2}scheduler: the cluster's own, not the judge's$/m);
      const junit = await readFile(join(reports, 'junit.xml'), 'utf8');
      assert.match(junit, /<property name="placements" value="weaker claim: 4 roll-outs seen/);
      assert.deepEqual(await runningPods('theirs'), before);
      await deleteObject(kube, { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'default', name: 'theirs' });
      await unchanged();
    },
  );

  it('refuses a second runner, an apply onto what was there before, and what the inventory does not allow', async () => {
    await inventory({ allow: [] });
    await leased(async (lab, guarded) => {
      const [handle] = await existing.list();
      assert.deepEqual([handle?.id, handle?.state], [lab.id, 'running']);
      await assert.rejects(existing.create(spec, { signal: soon() }), {
        name: 'Inconclusive',
        message: /leased to another run\n {2}last: .*, process \d+, lab/,
      });
      const onto = parseManifests('{apiVersion: v1, kind: ConfigMap, metadata: {name: mine}, data: {a: c}}', 'onto');
      await assert.rejects(apply(guarded, onto), {
        name: 'Unsupported',
        message: /configmaps default\/mine was there/,
      });
      const worker = lab.machine('worker01');
      await assert.rejects(worker.power('cycle', soon()), {
        name: 'Unsupported',
        message: /write "reboot" into allow/,
      });
      await assert.rejects(worker.write('/etc/x', ''), { name: 'Unsupported', message: /write "write" into allow/ });
      await assert.rejects(worker.exec(['sh', '-c', 'touch /etc/x'], { changes: true }), { name: 'Unsupported' });
      await assert.rejects(worker.exec(['sysctl', '-w', 'net.ipv4.ip_forward=0']), { name: 'Unsupported' });
      await assert.rejects(worker.power('off', soon()), { name: 'Unsupported', message: /nobody could undo/ });
    });
    assert.deepEqual(await existing.list(), []);
    await unchanged();
  });

  it('undoes what a killed runner has left, with the next lease', long, async () => {
    await inventory();
    const runner = await killedRunner();
    assert.notDeepEqual(await state(), asItWas);
    const [handle] = await existing.list();
    assert.deepEqual([handle?.id, handle?.state], [runner, 'orphaned']);
    await leased(async (lab) => {
      assert.equal((await lab.machine('worker01').exec(['cat', '/etc/motd'])).stdout, 'as it was');
      assert.equal((await lab.machine('worker01').exec(['test', '-e', '/etc/new'])).exitCode, 1);
    });
    await unchanged();
  });

  it('says what it could not give back, and lets nobody in before it is', long, async () => {
    await inventory();
    const lab = await existing.create(spec, { signal: soon() });
    await lab.machine('worker01').write('/etc/new/file', 'x');
    const worker = contest.lab.machine('worker01');
    await worker.exec(['touch', '/etc/new/of-somebody-else']);
    await assert.rejects(existing.destroy(lab), {
      name: 'Inconclusive',
      message: /worker01: \/etc\/new\/file: .*not empty/i,
    });
    await assert.rejects(existing.create(spec, { signal: soon() }), /could not be given back/);
    await worker.exec(['rm', '/etc/new/of-somebody-else']);
    await existing.destroy(lab);
    await unchanged();
  });

  it('is not the cluster of another spec, and says every difference', async () => {
    await inventory();
    const support = await existing.supports({ ...spec, kubeProxy: 'nftables', workers: 3 });
    assert.ok(!support.supported);
    assert.match(support.reason, /there is no node worker03; .*kube-proxy of worker01 is iptables, not nftables/);
  });

  it('reaches no machine with another host key, and none that is away, and leaves no lease', async () => {
    const known = await readFile(join(contest.dir, 'known_hosts'), 'utf8');
    const keys = known
      .trim()
      .split('\n')
      .map((line) => line.split(' ').slice(1).join(' '));
    await writeFile(join(contest.dir, 'wrong'), known.replace(keys[1] as string, keys[2] as string));
    await inventory({ ssh: { config: 'ssh_config', knownHosts: 'wrong' } });
    await assert.rejects(existing.create(spec, { signal: soon() }), {
      name: 'Inconclusive',
      message: /worker01 could not be reached by ssh\n {2}last: .*Host key verification failed/,
    });
    await inventory({ nodes: { 'control-plane': null, worker01: { ssh: 'root@172.18.0.99' }, worker02: null } });
    await assert.rejects(existing.create(spec, { signal: soon() }), /worker01 could not be reached by ssh/);
    await unchanged();
  });

  it('leaves nothing on this computer', () => {
    const left = readdirSync(process.env.XDG_RUNTIME_DIR ?? tmpdir());
    assert.deepEqual(
      left.filter((name) => name.startsWith(`endstate-ssh-${process.getuid?.()}-${process.pid}-`)),
      [],
    );
    assert.deepEqual(
      left.filter((name) => name.startsWith(`endstate-kubeconfig-${process.getuid?.()}-`)),
      [],
    );
  });

  /** Resolves with the uids of a Deployment's pods once one of them is Running. */
  async function runningPods(deployment: string): Promise<readonly string[]> {
    const pods = watchPods(kube, { select: { deployment } });
    try {
      const running = await eventually(pods, podsRunning(all(1)), { withinMs: 60_000 });
      return running.map(({ uid }) => uid);
    } finally {
      pods.close();
    }
  }

  /** A runner that changes the cluster and a machine, and is killed. Resolves with its lab's id. */
  async function killedRunner(): Promise<string> {
    await contest.lab.machine('worker01').write('/etc/motd', 'as it was');
    asItWas = await state();
    const child = spawn(process.execPath, ['-r', './bin/register.js', join(__dirname, 'testdata', 'runner.ts')], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const id = await firstLine(child);
    child.kill('SIGKILL');
    await new Promise((resolve) => child.once('exit', resolve));
    return id;
  }
});

async function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (data) => resolve(String(data).trim()));
    child.once('exit', (code) => reject(new Error(`the runner ended with ${code}`)));
  });
}

/** Files where an administrator or a tool of ours would leave some, who runs, rules without counters, settings. */
const look = [
  'find /etc /root /run/endstate* /var/lib/endstate* /tmp /usr/local /opt -xdev -type f 2>/dev/null | sort',
  "all=$(ps axo comm=); printf '%s' \"$all\" | grep -vE '^(ps|sh|sshd|timeout|kworker.*)$' | sort | uniq -c | sed 's/^ *//'",
  "iptables-save | sed 's/ *\\[[0-9:]*\\]//; /^#/d' | sort",
  'sysctl -n net.ipv4.ip_forward net.ipv4.tcp_keepalive_time',
].join('; ');
