import { join } from 'node:path';
import type { Provenance } from '../lab';
import { type AddOnName, addOn } from './add-ons';
import { type Artifact, dropIfCorrupt, ensureArtifact, findArtifact, type Maker } from './artifact';
import { componentMaker } from './component';
import { machineRootfs } from './debian/machine-packages';
import { rootfsMaker } from './debian/rootfs';
import { cniPlugins, etcd, kubernetes } from './manifest';
import { minorOf, pinnedMinor } from './minors';
import type { SetupOptions } from './setup-event';
import { together } from './together';

/** What a lab is made of, as paths on this machine. Read only: they are shared by every lab. */
export interface Components {
  /** A Debian root file system with containerd, runc, iptables, runit and the tools that probes use. */
  readonly rootfs: string;
  /** Directory with kube-apiserver, kube-controller-manager, kube-scheduler, kubelet, kube-proxy and kubectl. */
  readonly kubernetesBin: string;
  /** Directory with etcd. */
  readonly etcdBin: string;
  /** Directory with the CNI plugins. */
  readonly cniBin: string;
  /** Directories of what only some labs have. */
  readonly addOns: Readonly<Partial<Record<AddOnName, string>>>;
  readonly provenance: readonly Provenance[];
}

export interface ComponentsSpec {
  /** Minor version, `1.34`. */
  readonly kubernetes: string;
  readonly addOns?: readonly AddOnName[];
}

/**
 * Everything a lab of this spec needs, made now if it is not in the cache. Rejects with BadInput for a minor that is
 * not pinned, with Unsupported where it can be neither downloaded nor built, with Inconclusive when making it failed.
 */
export async function ensureComponents(spec: ComponentsSpec, options: SetupOptions = {}): Promise<Components> {
  const makers = await makersFor(spec);
  const tasks = makers.map((maker) => (shared: SetupOptions) => ensureArtifact(maker, shared));
  return componentsOf(spec, await together(tasks, options));
}

/** Whether nothing is to be made: a stat a file, so that a run can ask each time. */
export async function isReady(spec: ComponentsSpec): Promise<boolean> {
  return (await findComponents(spec)).every((artifact) => artifact !== undefined);
}

/** Reads every byte in the cache again; names what was damaged and has been taken away. */
export async function dropCorruptComponents(spec: ComponentsSpec): Promise<readonly string[]> {
  const dropped: string[] = [];
  for (const artifact of await findComponents(spec)) {
    const file = artifact && (await dropIfCorrupt(artifact));
    if (file !== undefined) dropped.push(join(artifact?.path ?? '', file));
  }
  return dropped;
}

async function findComponents(spec: ComponentsSpec): Promise<readonly (Artifact | undefined)[]> {
  return Promise.all((await makersFor(spec)).map((maker) => findArtifact(maker)));
}

/** The order is that of {@link componentsOf}. CoreDNS is not among a lab's components: it is an image's content. */
async function makersFor(spec: ComponentsSpec): Promise<readonly Maker[]> {
  const pinned = [kubernetes(pinnedMinor(spec.kubernetes)), etcd, cniPlugins];
  return Promise.all([
    rootfsMaker(machineRootfs),
    ...pinned.map((one) => componentMaker(one)),
    ...addOnsOf(spec).map((name) => addOn(name).maker(spec.kubernetes)),
  ]);
}

type Made = [rootfs: Artifact, kubernetes: Artifact, etcd: Artifact, cni: Artifact, ...addOns: Artifact[]];

/** Those that were asked for, and what goes with the minor. */
function addOnsOf({ kubernetes: minor, addOns = [] }: ComponentsSpec): readonly AddOnName[] {
  return minorOf(minor).containerd === 'pinned' ? ['containerd', ...addOns] : addOns;
}

/** The containerd that goes with the minor where it is a component; none where it is the root file system's. */
export async function containerdOf(spec: Pick<ComponentsSpec, 'kubernetes'>): Promise<Maker | undefined> {
  return minorOf(spec.kubernetes).containerd === 'pinned' ? addOn('containerd').maker(spec.kubernetes) : undefined;
}

function componentsOf(spec: ComponentsSpec, artifacts: readonly Artifact[]): Components {
  const addOns = addOnsOf(spec);
  const [rootfs, kubernetesOnes, etcdOne, cniOne, ...others] = artifacts as Made;
  const bin = ({ path }: Artifact) => join(path, 'bin');
  return {
    rootfs: join(rootfs.path, 'root'),
    kubernetesBin: bin(kubernetesOnes),
    etcdBin: bin(etcdOne),
    cniBin: bin(cniOne),
    addOns: Object.fromEntries(addOns.map((name, at) => [name, addOn(name).directory(others[at] as Artifact)])),
    provenance: used([kubernetesOnes, etcdOne, cniOne, rootfs, ...others].flatMap(notable)),
  };
}

/** Of Debian packages those that decide how a cluster behaves; the seal in the cache has all of them. */
function notable({ provenance }: Artifact): readonly Provenance[] {
  return provenance.filter(({ source, name }) => source !== 'debian' || notablePackages.includes(name));
}

/** Debian's containerd lies idle where a minor has its own. */
function used(all: readonly Provenance[]): readonly Provenance[] {
  const components = new Set(all.filter(({ source }) => source !== 'debian').map(({ name }) => name));
  return all.filter(({ source, name }) => source !== 'debian' || !components.has(name));
}

const notablePackages = ['containerd', 'runc', 'iptables', 'nftables', 'iproute2', 'conntrack', 'clang'];
