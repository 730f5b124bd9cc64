import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../support/exec/exec';

const root = join(__dirname, '../..');
const problem = join(root, 'features/ictsc2023-wol');
const expected = join(__dirname, 'testdata/golden-wol.json');

const japanese = `# 動いた理由

先輩のクラスタは Kubernetes v1.29.0 です。
Cilium が kube-proxy を置き換えています。
この Cilium は 1.13 より前の版なので、internalTrafficPolicy が実装されておらず、無視されました。
`;
const english = `# Why it ran there

The colleague's cluster runs Kubernetes 1.29.0.
Cilium has replaced kube-proxy there.
Releases of Cilium before 1.13 do not implement internalTrafficPolicy, so it was ignored.
`;

/** An answer as it is made: which of the problem's own answers its methods are, what is changed in them, what it says. */
interface Recipe {
  readonly methods?: readonly string[];
  readonly report?: string;
  readonly change?: (dir: string) => void;
}

const edit = (file: string, from: string | RegExp, to: string) => (dir: string) => {
  const path = join(dir, file);
  const before = readFileSync(path, 'utf8');
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${file} has no ${from}`);
  writeFileSync(path, after);
};
const add = (file: string, text: string) => (dir: string) => {
  mkdirSync(join(dir, file, '..'), { recursive: true });
  writeFileSync(join(dir, file), text);
};

const client = 'fix-1/manifests/client-deployment.yaml';
const config = 'fix-1/manifests/client-configmap.yaml';
const policy = 'right/policy-removed';
const clusterRole = 'apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: all }\nrules: []\n';
const bomb = `a: &a [x, x]\n${[...'bcdefghijk'].map((name, i) => `${name}: &${name} [${Array(9).fill(`*${'abcdefghijk'[i]}`).join(', ')}]`).join('\n')}\n`;

/** What contestants hand in: right, partly right, lucky, against the rules, empty, hostile, too large; in both languages. */
const recipes: Readonly<Record<string, Recipe>> = {
  'model-ja': { methods: [policy, 'right/hard-spread'], report: japanese },
  'model-en': { methods: ['right/policy-cluster', 'right/node-name'], report: english },
  'one-method': { methods: [policy] },
  lucky: { methods: [policy, 'wrong/selectors-deleted'] },
  'one-kind-twice': { methods: ['right/all-on-one-node', 'right/node-name'] },
  'clients-at-zero': { methods: ['wrong/clients-scaled-to-zero'], report: english },
  'image-changed': { methods: [policy], change: edit(client, /image: .*/, 'image: curlimages/curl:8.6.0') },
  'script-changed': { methods: [policy], change: edit(config, /curl/, 'curl -f') },
  'host-aliases': {
    methods: [policy],
    change: edit(client, /^( *)containers:/m, '$1hostAliases: [{ ip: 10.0.0.1, hostnames: [server] }]\n$1containers:'),
  },
  'files-elsewhere': { methods: [policy], change: add('fix-1/disk/worker01/etc/motd', 'hello') },
  'more-rights': { methods: [policy], change: add('fix-1/manifests/role.yaml', clusterRole) },
  'text-only': { report: english },
  'no-version': { report: english.replace(/^.*1\.29.*\n/m, '') },
  denied: { report: english.replace('has replaced', 'has not replaced') },
  empty: {},
  'alias-bomb': { methods: [policy], change: add('fix-1/manifests/bomb.yaml', bomb) },
  'too-large': { methods: [policy], change: add('fix-1/manifests/large.yaml', 'a: b\n'.repeat(3_000_000)) },
};

/** Grades them all in one command, and holds the marks against the golden ones. `UPDATE=1` writes those anew. */
export async function golden(say: (line: string) => void): Promise<{ passed: number; failed: number }> {
  const dir = mkdtempSync(join(tmpdir(), 'endstate-golden-'));
  try {
    const answers = Object.entries(recipes).map(([name, recipe]) => make(join(dir, 'answers', name), recipe));
    const out = join(dir, 'marks');
    const begin = performance.now();
    // One kube-proxy mode: the problem's own runs have both. Marks are what is held here, not whether the problem is stamped.
    const words = ['grade', problem, ...answers, '--out', out, '--tags', '@iptables', '--force'];
    const { exitCode, stdout, stderr } = await run([process.execPath, join(root, 'bin/endstate.js'), ...words]);
    say(`${stdout}\n${stderr}`);
    say(`${answers.length} answers in ${Math.round((performance.now() - begin) / 1000)}s, exit status ${exitCode}`);
    const got = marksIn(join(out, 'marks.json'));
    if (process.env.UPDATE) writeFileSync(expected, `${JSON.stringify(got, null, 2)}\n`);
    const wanted = JSON.parse(readFileSync(expected, 'utf8')) as typeof got;
    const wrong = Object.keys({ ...wanted, ...got }).filter(
      (name) => JSON.stringify(got[name]) !== JSON.stringify(wanted[name]),
    );
    for (const name of wrong) say(`${name}: ${JSON.stringify(got[name])}, golden ${JSON.stringify(wanted[name])}`);
    return { passed: Object.keys(wanted).length - wrong.length, failed: wrong.length + (exitCode === 0 ? 0 : 1) };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function make(dir: string, { methods = [], report, change }: Recipe): string {
  mkdirSync(dir, { recursive: true });
  for (const [index, method] of methods.entries()) {
    const from = join(problem, 'answers', method, 'manifests');
    cpSync(from, join(dir, `fix-${index + 1}`, 'manifests'), { recursive: true });
  }
  if (report) writeFileSync(join(dir, 'report.md'), report);
  change?.(dir);
  return dir;
}

interface Written {
  readonly answers: readonly {
    readonly answer: string;
    readonly marks: {
      readonly total: number;
      readonly complete: boolean;
      readonly items: readonly { readonly id: string; readonly verdict: string }[];
      readonly broken: readonly { readonly rule: string }[];
    };
  }[];
}

/** By answer: the total, the verdict of each item, the rules broken. */
function marksIn(path: string): Readonly<Record<string, object>> {
  const { answers } = JSON.parse(readFileSync(path, 'utf8')) as Written;
  return Object.fromEntries(
    answers.map(({ answer, marks: { total, complete, items, broken } }) => [
      answer,
      {
        total,
        complete,
        items: Object.fromEntries(items.map(({ id, verdict }) => [id, verdict])),
        broken: [...new Set(broken.map(({ rule }) => rule))].sort(),
      },
    ]),
  );
}
