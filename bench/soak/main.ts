import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import pLimit from 'p-limit';
import { findDocker } from '../../clusters/docker/docker';
import { startEngine, stopEngine } from '../../clusters/docker/engine';
import { defaultSpec } from '../../clusters/lab';
import { provider } from '../../clusters/registry';
import { defaultWidth, freeRoom, sharesOf } from '../../clusters/width';
import { run } from '../../support/exec/exec';
import { judgeAnswer, renamed } from './answers';
import { servicesOnExisting } from './existing';
import { firstPolicyOf } from './first-policy';
import { golden } from './golden';
import { goldenDiet } from './golden-diet';
import { goldenDocker } from './golden-docker';
import { goldenWol } from './golden-wol';
import { timesOf } from './providers';
import { riddle } from './riddle';
import { type Storm, storm } from './storm';
import { texts } from './texts';

const wol = join(__dirname, '../../features/ictsc2023-wol');
const nodeport = join(__dirname, '../../features/ictsc2020-nodeport');
const network = (name: string) => join(__dirname, '../../features/network', `${name}.feature`);
const placements = (mode: string) => `@placements and @${mode}`;
const say = (line: string) => process.stdout.write(`${line}\n`);

/** A part of the soak: resolves with how many of its checks passed and failed. */
type Part = () => Promise<{ passed: number; failed: number }>;

const wholeStorm: Storm = {
  run: [join(__dirname, 'testdata/storm.feature')],
  kills: 50,
  supervisorEvery: 5,
  overMs: 16_000,
};
/** Hosts that boot a systemd, an agent with its eBPF programs, reboots. */
const stormOfHosts: Storm = {
  run: [nodeport, '--answer', join(nodeport, 'answers/right/spread-required')],
  kills: 20,
  supervisorEvery: 5,
  overMs: 90_000,
};
/** Most of a run is waiting: as many at once as `npm run features` would have jobs with a lab of this kind. */
const limit = pLimit(
  Math.max(1, Math.min(defaultWidth(), Math.floor(1 / Math.max(...sharesOf([defaultSpec], freeRoom()))))),
);

const parts: Readonly<Record<string, Part>> = {
  storm: () => weather(wholeStorm),
  'storm-hosts': () => weather(stormOfHosts),
  // Every feature, every problem with all its answers, right and wrong, in both kube-proxy modes.
  answers: () => features('--wrong'),
  // The selectors alone deleted: red every time, never by chance green.
  lucky: () =>
    repeat(20, () => expectStatus(1, wol, join(wol, 'answers/wrong/selectors-deleted'), placements('iptables'))),
  // Every second request times out where both pods are on one node: never judged by a lucky first one.
  'every-second': () => repeat(20, () => expectStatus(1, nodeport, join(nodeport, 'answers/wrong/not-spread'), '@end')),
  // Whatever holds counts, in names that no fixture uses.
  renamed: async () => {
    const right = readdirSync(join(wol, 'answers/right'));
    const outcomes = await Promise.all([
      ...right.map((answer) => repeat(5, () => renamedHolds(`right/${answer}`, 0))),
      repeat(1, () => renamedHolds('wrong/hard-spread-counts-tainted-node', 1)),
    ]);
    return sum(outcomes);
  },
  // Marks suggested for reports against those that a person would give.
  texts: () => texts(say),
  // What contestants hand in, marked in one command; ROUNDS=6 does it six times.
  golden: () => golden(goldenWol, say),
  'golden-docker': () => golden(goldenDocker, say),
  'golden-diet': () => golden(goldenDiet, say),
  // Who honours internalTrafficPolicy: kube-proxy in each mode, Cilium 1.15, not 1.12; and each claim refuted where it is wrong.
  riddle: () => riddle(say),
  // The release's own tests, in both kube-proxy modes and once to be red, one after the other: each fills the computer.
  conformance: () => features(join(__dirname, '../../features/conformance'), '--wrong', '--jobs', '1'),
  // Every pinned Kubernetes and both families of addresses in kube-proxy's modes, and the provider's contract on the minors
  // that `npm test` leaves out.
  versions: async () =>
    sum([await features(network('versions'), network('dual-stack')), await tests('bench/soak/contracts.ts')]),
  // Real kind on a real Docker, the project's own where none answers: the contract, and times side by side.
  kind: () => tests('clusters/kind/contract.soak.ts'),
  // The same with each CNI whose manifest and images can be had here.
  'kind-cnis': () => tests('clusters/kind/cnis.soak.ts'),
  providers: () => withDocker(sideBySide),
  // P1 as it is on netns: the broken state, a right and a wrong answer, in both kube-proxy modes.
  'wol-on-kind': () =>
    withDocker(() =>
      featuresWith({ ENDSTATE_PROVIDER: 'kind' }, join(wol, 'wol.feature'), '--right', 'first', '--wrong-most', '1'),
    ),
  // Cyclonus's cases of NetworkPolicy, tried by its probes and by ours.
  'policy-oracle': async () =>
    sum([
      await tests('support/policy-oracle/oracle.soak.ts'),
      await features(join(__dirname, '../../features/policy-oracle'), '--jobs', '1'),
    ]),
  // A piece of a plan is killed, goes on, and is merged: the marks of one grade.
  pieces: () => tests('support/cli/piece.root.test.ts', { ENDSTATE_SOAK: '1' }),
  // The Job that a plan becomes, admitted by the real Kueue; a program in the judge's place ends as pieces do.
  kueue: () => tests('support/grade/kueue/kueue.root.test.ts', { ENDSTATE_SOAK: '1' }),
  // From nothing to the first connection that a policy cuts, in each Cilium.
  'first-policy': firstPolicies,
  // Real machines behind sshd, a host that reboots, rules typed at a prompt: the same verdicts as on a lab of our own.
  existing: async () =>
    sum([
      await tests('clusters/existing/existing.root.test.ts', { ENDSTATE_SOAK: '1' }),
      counted(await servicesOnExisting()),
    ]),
};

type Counts = Awaited<ReturnType<Part>>;

function sum(outcomes: readonly Counts[]): Counts {
  return outcomes.reduce((all, one) => ({ passed: all.passed + one.passed, failed: all.failed + one.failed }));
}

async function weather(kind: Storm) {
  const left = await storm(kind, say);
  return { passed: kind.kills - left.length, failed: left.length };
}

async function features(...words: readonly string[]) {
  return featuresWith({}, ...words);
}

async function featuresWith(env: Readonly<Record<string, string>>, ...words: readonly string[]) {
  return counted(await run([process.execPath, join(__dirname, '../../bin/endstate.js'), 'run', ...words], { env }));
}

/** A Docker of this machine, or one of our own that ends with the work. */
async function withDocker(work: Part): ReturnType<Part> {
  if (!('missing' in (await findDocker()))) return work();
  await startEngine({ keep: false });
  try {
    return await work();
  } finally {
    await stopEngine();
  }
}

function counted({ exitCode, stdout }: { readonly exitCode: number | undefined; readonly stdout: string }) {
  say(stdout);
  const [, passed, failed] = /^(\d+) passed, (\d+) failed/m.exec(stdout) ?? [];
  return {
    passed: Number(passed ?? 0),
    failed: Number(failed ?? 0) + (exitCode === 0 || Number(failed) > 0 ? 0 : 1),
  };
}

/** Runs a file of tests; resolves with node's counts. */
async function tests(file: string, env: Readonly<Record<string, string>> = {}) {
  const argv = [process.execPath, '-r', './bin/register.js', '--test', '--test-reporter=tap', file] as const;
  const { stdout, exitCode } = await run(argv, { cwd: join(__dirname, '../..'), env });
  say(stdout);
  const count = (word: string) => Number(new RegExp(`^# ${word} (\\d+)$`, 'm').exec(stdout)?.[1] ?? 0);
  return { passed: count('pass'), failed: count('fail') + (exitCode === 0 || count('fail') > 0 ? 0 : 1) };
}

async function sideBySide() {
  for (const name of ['netns', 'kind'] as const) {
    const { up, dns, restart, destroy } = await timesOf(provider(name));
    const figures = { up, 'DNS in a pod': dns, 'a worker restarts': restart, destroy };
    say(
      `${name}: ${Object.entries(figures)
        .map(([what, seconds]) => `${what} ${seconds.toFixed(1)}s`)
        .join(', ')}`,
    );
  }
  return { passed: 1, failed: 0 };
}

async function firstPolicies() {
  const releases = ['cilium', 'cilium-1.12'];
  for (const cni of releases) {
    const { agents, ...times } = await firstPolicyOf(cni);
    const seconds = Object.entries(times).map(([what, figure]) => `${what} ${figure.toFixed(1)}s`);
    say(`${cni}: ${seconds.join(', ')}, agents ${agents.map((mebibytes) => `${mebibytes.toFixed(0)} MiB`).join(', ')}`);
  }
  return { passed: releases.length, failed: 0 };
}

async function renamedHolds(answer: string, status: number): Promise<boolean> {
  const copy = renamed(answer);
  try {
    return await expectStatus(status, wol, copy, placements('nftables'), answer);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

async function expectStatus(status: number, problem: string, dir: string, tags: string, name = dir): Promise<boolean> {
  const start = performance.now();
  const judged = await judgeAnswer(problem, dir, tags);
  const seconds = Math.round((performance.now() - start) / 1000);
  say(`${name}: exit status ${judged.status}, expected ${status} (${seconds}s, ${judged.summary})`);
  return judged.status === status;
}

async function repeat(times: number, check: () => Promise<boolean>) {
  const held = await Promise.all(Array.from({ length: times }, () => limit(check)));
  const passed = held.filter(Boolean).length;
  return { passed, failed: times - passed };
}

async function main(): Promise<void> {
  const known = Object.keys(parts);
  const command = new Command('soak').argument('[parts...]', `of ${known.join(', ')}; all unless told`).parse();
  const wanted = command.args.length > 0 ? command.args : known;
  const strange = wanted.find((name) => !known.includes(name));
  if (strange) command.error(`there is no part ${strange}; the parts are ${known.join(', ')}`, { exitCode: 2 });
  let total = { passed: 0, failed: 0 };
  for (const name of wanted) {
    say(`== ${name}`);
    const { passed, failed } = (await parts[name]?.()) ?? { passed: 0, failed: 0 };
    total = { passed: total.passed + passed, failed: total.failed + failed };
  }
  say(`${total.passed} passed, ${total.failed} failed`);
  process.exitCode = total.failed > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
