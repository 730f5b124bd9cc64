import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import pLimit from 'p-limit';
import type { Artifact } from '../../components/artifact';
import { componentMaker } from '../../components/component';
import { machineRootfs } from '../../components/debian/machine-packages';
import { rootfsMaker } from '../../components/debian/rootfs';
import { kubernetes as pinned } from '../../components/manifest';
import { pinnedMinor } from '../../components/minors';
import { basics, withLibraries } from '../closure';
import type { Entry } from '../layer';
import { type ImageRecipe, path } from '../recipe';

/** What kubeadm runs as pods. The release is the one that is pinned for the tag's minor. */
const daemon = (name: string, beside: (root: string) => Promise<readonly Entry[]> = async () => []): ImageRecipe => ({
  repository: `registry.k8s.io/${name}`,
  source: __filename,
  ingredients: async (tag) => [
    await rootfsMaker(machineRootfs),
    await componentMaker(pinned(pinnedMinor(minorOf(tag)))),
  ],
  assemble: async ([rootfs, component]) => {
    if (!rootfs || !component) throw new Error('an ingredient is missing');
    const root = join(rootfs.path, 'root');
    const version = component.provenance[0]?.version ?? 'unknown';
    return {
      entries: [
        ...(await basics(root)),
        ...(await beside(root)),
        { path: `usr/local/bin/${name}`, source: join(component.path, 'bin', name), mode: 0o755 },
      ],
      config: { Entrypoint: [`/usr/local/bin/${name}`], Env: [path], WorkingDir: '/' },
      version,
      inside: `${name} ${version}, ${originOf(component)}`,
    };
  },
});

/** kube-proxy writes its rules with these; Debian's. */
const ruleTools = [
  'conntrack',
  'nft',
  ...['', '6'].flatMap((v) => ['', '-save', '-restore'].map((what) => `ip${v}tables${what}`)),
];

/** A few of the hundred at once. */
const one = pLimit(4);

/** With every match, and what each of them loads in turn. */
export async function packetFilter(root: string): Promise<readonly Entry[]> {
  const libraries = join(root, 'usr/lib');
  const files = await readdir(libraries, { recursive: true });
  const matches = files.filter((file) => /(^|\/)xtables\/lib\w+\.so$/.test(file)).map((file) => join(libraries, file));
  return [
    ...(await Promise.all(ruleTools.map((name) => withLibraries(root, `/usr/sbin/${name}`)))).flat(),
    ...(await Promise.all(matches.map((file) => one(() => withLibraries(root, `/${relative(root, file)}`))))).flat(),
    { path: 'run' },
  ];
}

/** `v1.34.1` is of `1.34`. */
function minorOf(tag = ''): string {
  return /^v?(\d+\.\d+)/.exec(tag)?.[1] ?? tag;
}

export const originOf = ({ provenance }: Artifact): string =>
  provenance[0]?.source === 'download' ? 'upstream’s release' : 'built from its Go module';

export const kubernetesImages: readonly ImageRecipe[] = [
  daemon('kube-apiserver'),
  daemon('kube-controller-manager'),
  daemon('kube-scheduler'),
  daemon('kube-proxy', packetFilter),
];
