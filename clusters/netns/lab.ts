import { BadInput } from '../../support/errors';
import type { Executor } from '../../support/exec/exec';
import type { Kube } from '../../support/kube/client';
import { connect } from '../../support/kube/connect';
import { loadImages } from '../docker/load';
import { importImages } from '../images/import';
import type { EndToEndTests, Evidence, Lab, LabSpec, Machine, Node, PodRef, Provenance } from '../lab';
import { machineNamed } from '../machine-named';
import type { SecurityGroup } from '../security-groups';
import { collectComponentEvidence } from './evidence';
import { fabricExecutor, NetnsMachine, NetnsNode } from './machine';
import { type LabPlan, planLab } from './plan';
import { podExecutor } from './pod';
import { readSecurityGroups, secureFabric } from './security';
import { innerKubeconfig, kubeconfigPath, type LabRecord } from './state';

/** A lab of the netns provider, found by its record: any process can hold one. */
export class NetnsLab implements Lab {
  readonly id: string;
  readonly spec: LabSpec;
  readonly kubeconfig: string;
  readonly plan: LabPlan;
  private readonly machines: readonly NetnsMachine[];
  private readonly origins: Provenance[];
  private connection: Promise<Kube> | undefined;

  constructor(record: LabRecord) {
    this.id = record.id;
    this.spec = record.spec;
    this.kubeconfig = kubeconfigPath(record.id);
    this.origins = [...record.provenance];
    this.plan = planLab(record.spec);
    this.machines = this.plan.machines.map((machine) =>
      machine.role === 'host' ? new NetnsMachine(record.id, machine) : new NetnsNode(record.id, machine),
    );
  }

  get provenance(): readonly Provenance[] {
    return this.origins;
  }

  /** An image that came after the start has an origin too. */
  note(origin: Provenance): void {
    this.origins.push(origin);
  }

  /** The machines that run a kubelet. */
  nodes(): readonly Node[] {
    const registered = new Set(this.plan.nodes.map(({ name }) => name));
    return this.machines.filter((machine) => machine instanceof NetnsNode).filter(({ name }) => registered.has(name));
  }

  machine(name: string): Machine {
    return machineNamed(this.machines, name);
  }

  allMachines(): readonly NetnsMachine[] {
    return this.machines;
  }

  runner(): Executor {
    return fabricExecutor(this.id, 'the runner');
  }

  endToEndTests(): EndToEndTests {
    if (!this.spec.endToEndTests) throw new BadInput({ what: 'the lab was made without end-to-end tests' });
    return {
      executor: this.runner(),
      program: '/components/e2e/e2e.test',
      ginkgo: '/components/e2e/ginkgo',
      kubectl: '/components/kubernetes/kubectl',
      kubeconfig: innerKubeconfig,
    };
  }

  /** One connection for the lab's own look-ups, kept: its idle sockets hold no process up. */
  private kube(): Promise<Kube> {
    this.connection ??= connect(this.kubeconfig);
    return this.connection;
  }

  inPod(ref: PodRef): Executor {
    return podExecutor(this, () => this.kube(), ref);
  }

  securityGroups(): Promise<readonly SecurityGroup[]> {
    return readSecurityGroups(this.id);
  }

  secure(groups: readonly SecurityGroup[], signal: AbortSignal): Promise<void> {
    return secureFabric(this.plan, this.id, fabricExecutor(this.id, 'the fabric'), groups, signal);
  }

  async holdImages(host: string, names: readonly string[], signal: AbortSignal): Promise<void> {
    for (const origin of await loadImages(this.machine(host), names, signal)) this.note(origin);
  }

  ensureImages(names: readonly string[], signal: AbortSignal): Promise<void> {
    return importImages(this, names, signal);
  }

  collectEvidence(dir: string, signal: AbortSignal): Promise<readonly Evidence[]> {
    return collectComponentEvidence(this, dir, signal);
  }
}
