import { join } from 'node:path';
import type { GoldenSet } from './golden';
import { add, edit, type Recipe } from './golden-recipe';

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

/** One kube-proxy mode: the problem's own runs have both. */
export const goldenWol: GoldenSet = {
  problem: 'ictsc2023-wol',
  expected: join(__dirname, 'testdata/golden-wol.json'),
  tags: '@iptables',
  recipes,
};
