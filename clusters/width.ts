import { availableParallelism } from 'node:os';
import { type LabSpec, nodeNames } from './lab';
import { freeInotifyInstances, inotifyInstancesOf } from './netns/inotify';
import type { ProviderName } from './provider';
import { chosenProvider } from './registry';

/** A two-worker lab takes 0.9 GB, its probes and its runner the rest. */
const bytesPerLab = 1.5 * 2 ** 30;

/** So many machines to a processor, while most of a scenario is waiting. With twice as many a boot took a minute. */
const machinesPerProcessor = 9;
/** A node with an agent that compiles eBPF programs keeps a processor as busy as two. */
const machinesPerAgent = 2;
/** A node that boots a systemd in a container, and that kubeadm joins. */
const machinesPerContainer = 2;
/** Counted in /proc/<pid>/fd, all of them root's: 5 systemd, 7 the kubelet, one each containerd and kube-proxy; and one to spare. */
const inotifyOfContainer = 15;
/** 6 the API server, 7 the controller manager; a few to spare. With six labs at once (330 of 128) kubeadm waited in vain. */
const inotifyOfContainedControlPlane = 16;

/** So many jobs at once unless told: three for each processor, as far as memory goes. */
export function defaultWidth(): number {
  const byMemory = Math.floor(process.availableMemory() / bytesPerLab);
  return Math.max(1, Math.min(8, 3 * availableParallelism(), byMemory));
}

/** Inotify instances by user, machines that the processors can carry, and leases of a cluster that is there once. */
export type Room = Readonly<Record<'root' | 'controlPlane' | 'machines' | 'leases', number>>;

/**
 * What labs side by side can run out of on this machine, whatever the width: as it is now. `maker` is the provider's name;
 * that of {@link chosenProvider} unless told.
 */
export function freeRoom(maker: ProviderName = chosenProvider().name): Room {
  if (maker === 'existing') return { root: Infinity, controlPlane: Infinity, machines: Infinity, leases: 1 };
  const machines = machinesPerProcessor * availableParallelism();
  return { ...freeInotifyInstances(), machines, leases: Infinity };
}

/** Which part of each kind of room a job takes whose labs are of these specs, 1 being all; it has one at a time. */
export function sharesOf(specs: readonly LabSpec[], free: Room, maker = chosenProvider().name): readonly number[] {
  const needs = specs.map(makers[maker]);
  const kinds = Object.keys(free) as (keyof Room)[];
  return kinds.map((kind) => Math.max(0, ...needs.map((need) => (need[kind] === 0 ? 0 : need[kind] / free[kind]))));
}

const inContainers = (spec: LabSpec): Room => ({
  root: nodeNames(spec).length * inotifyOfContainer + inotifyOfContainedControlPlane,
  controlPlane: 0,
  machines: (machinesOf(spec) - spec.hosts.length) * machinesPerContainer + spec.hosts.length,
  leases: 1,
});

/** What a lab takes, by who makes it. */
const makers: Readonly<Record<ProviderName, (spec: LabSpec) => Room>> = {
  netns: (spec) => ({ ...inotifyInstancesOf(spec), machines: machinesOf(spec), leases: 1 }),
  kind: inContainers,
  k3d: inContainers,
  existing: () => ({ root: 0, controlPlane: 0, machines: 0, leases: 1 }),
};

function machinesOf(spec: LabSpec): number {
  const nodes = nodeNames(spec).length;
  return nodes * (spec.cni.startsWith('cilium') ? machinesPerAgent : 1) + spec.hosts.length;
}
