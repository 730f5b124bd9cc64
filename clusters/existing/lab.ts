import { Unsupported } from '../../support/errors';
import { type Executor, run } from '../../support/exec/exec';
import type { Guard, Kube } from '../../support/kube/client';
import {
  type EndToEndTests,
  type Evidence,
  type Lab,
  type LabSpec,
  type Machine,
  machineNames,
  type Node,
  ownScheduler,
  type PodRef,
  type Provenance,
} from '../lab';
import { machineNamed } from '../machine-named';
import type { SecurityGroup } from '../security-groups';
import { machineEvidence } from './evidence';
import type { ClusterFacts } from './facts';
import type { Inventory, InventoryMachine } from './inventory';
import { type Permits, SshMachine, SshNode } from './machine';
import { podExecutor } from './pod';
import { Ssh } from './ssh';

/** What a lab on an existing cluster is put together from. */
export interface ExistingLabParts {
  readonly id: string;
  readonly spec: LabSpec;
  readonly kubeconfig: string;
  readonly inventory: Inventory;
  readonly facts: ClusterFacts;
  /** Without the guard: for the lab's own look-ups. */
  readonly kube: Kube;
  readonly guard: Guard;
  readonly note: Permits['note'];
}

/** A cluster that was there before, for the time of a lease. */
export class ExistingLab implements Lab {
  readonly id: string;
  readonly spec: LabSpec;
  readonly kubeconfig: string;
  readonly guard: Guard;
  readonly foreignScheduler = true;
  readonly machines: readonly SshMachine[];

  constructor(private readonly parts: ExistingLabParts) {
    this.id = parts.id;
    this.spec = parts.spec;
    this.kubeconfig = parts.kubeconfig;
    this.guard = parts.guard;
    this.machines = machinesOf(parts.inventory, parts.facts, parts.note);
  }

  get provenance(): readonly Provenance[] {
    return [{ name: 'kubernetes', version: this.parts.facts.version, source: 'existing' }, ...ownScheduler(this.spec)];
  }

  nodes(): readonly Node[] {
    const registered = new Set(this.parts.facts.nodes.map(({ name }) => name));
    return this.machines.filter((machine) => machine instanceof SshNode).filter(({ name }) => registered.has(name));
  }

  machine(name: string): Machine {
    return machineNamed(this.machines, name);
  }

  runner(): Executor {
    const { runner } = this.parts.inventory;
    if (runner === undefined) return { name: 'the runner', exec: run };
    const place = this.machine(runner);
    return { name: 'the runner', exec: (argv, options) => place.exec(argv, options) };
  }

  inPod(ref: PodRef): Executor {
    return podExecutor(
      async () => this.parts.kube,
      (name) => this.machine(name),
      ref,
    );
  }

  async securityGroups(): Promise<readonly SecurityGroup[]> {
    return [];
  }

  async secure(): Promise<void> {
    throw new Unsupported({ what: 'security groups of an existing network cannot be changed' });
  }

  endToEndTests(): EndToEndTests {
    throw new Unsupported({ what: "the release's own end-to-end tests change what could not be undone" });
  }

  /** Its kubelets pull what they are asked to run, as they always do. */
  async ensureImages(): Promise<void> {}

  collectEvidence(dir: string, signal: AbortSignal): Promise<readonly Evidence[]> {
    const wanted = machineNames(this.spec);
    const machines = this.machines.filter(({ name }) => wanted.includes(name));
    return machineEvidence(machines, dir, signal);
  }

  /** Ends the connections. */
  async close(): Promise<void> {
    this.parts.kube.close();
    await Promise.all(this.machines.map((machine) => machine.disconnect()));
  }
}

function machinesOf(inventory: Inventory, facts: ClusterFacts, note: Permits['note']): readonly SshMachine[] {
  const permits = { allow: inventory.allow, note };
  return inventory.machines.map((entry) => {
    const node = facts.nodes.find(({ name }) => name === entry.name);
    const parts = [entry, addressesOf(entry, node?.internalIp), new Ssh(inventory, entry), permits] as const;
    if (entry.role === 'host') return new SshMachine(...parts);
    // The one whose kubelet is hidden is no node, and is what the others are not.
    return new SshNode(!node || node.controlPlane ? 'control-plane' : 'worker', ...parts);
  });
}

function addressesOf({ attachments }: InventoryMachine, internalIp: string | undefined): readonly string[] {
  if (attachments.length > 0) return attachments.map(({ address }) => address);
  return internalIp === undefined ? [] : [internalIp];
}
