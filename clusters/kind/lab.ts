import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BadInput } from '../../support/errors';
import type { Executor } from '../../support/exec/exec';
import type { Kube } from '../../support/kube/client';
import { connect } from '../../support/kube/connect';
import { get } from '../../support/kube/objects';
import { resources } from '../../support/kube/resources';
import type { Pod } from '../../support/kube/types';
import type { Docker } from '../docker/docker';
import { importImages } from '../images/import';
import type { EndToEndTests, Evidence, Lab, LabSpec, Machine, PodRef, Provenance } from '../lab';
import { machineNamed } from '../machine-named';
import type { SecurityGroup } from '../security-groups';
import { collectNodeEvidence } from './evidence';
import { ContainerMachine, ContainerNode, toolsIn } from './machine';
import type { KindPlan } from './plan';
import { besideName, containerName, kubeconfigPath } from './state';

/** What is said of parts that no lab of kind has: specs that ask for them are refused before. */
const noSecurityGroups = new BadInput({ what: 'a lab of kind has no security groups', next: 'use the provider netns' });
const noEndToEnd = new BadInput({ what: 'a lab of kind has no end-to-end tests', next: 'use the provider netns' });

/** A lab of kind: its nodes are containers of a Docker. */
export class KindLab implements Lab {
  readonly id: string;
  readonly kubeconfig: string;
  private readonly machines: readonly ContainerMachine[];
  private readonly origins: Provenance[];
  private connection: Promise<Kube> | undefined;

  constructor(
    readonly to: Docker,
    readonly plan: KindPlan,
    readonly spec: LabSpec,
    provenance: readonly Provenance[],
  ) {
    const { id, lab } = plan;
    this.id = id;
    this.kubeconfig = kubeconfigPath(id);
    this.origins = [...provenance];
    this.machines = [
      ...lab.clusterMachines.map(
        ({ name, address, role }, index) => new ContainerNode(to, containerName(id, index), name, [address], role),
      ),
      ...lab.hosts.map(({ name, address }) => new ContainerMachine(to, besideName(id, name), name, [address])),
    ];
  }

  get provenance(): readonly Provenance[] {
    return this.origins;
  }

  /** An image that came after the start has an origin too. */
  note(origin: Provenance): void {
    this.origins.push(origin);
  }

  nodes(): readonly ContainerNode[] {
    return this.machines.filter((machine) => machine instanceof ContainerNode);
  }

  allMachines(): readonly ContainerMachine[] {
    return this.machines;
  }

  machine(name: string): Machine {
    return machineNamed(this.machines, name);
  }

  runner(): Executor {
    return toolsIn(this.to, besideName(this.id, 'runner'), 'the runner', inTools);
  }

  /** A process of the pod is found by its cgroup, which has the pod's UID in it, as systemd writes that. */
  inPod({ namespace, name }: PodRef): Executor {
    return {
      name: `pod ${name}`,
      exec: async (argv, options) => {
        const pod = await get<Pod>(await this.kube(), resources.pods, { namespace, name });
        if (!pod) throw new Error(`there is no pod ${namespace}/${name}`);
        const node = this.nodes().find((each) => each.name === pod.spec?.nodeName);
        if (!node) throw new Error(`pod ${namespace}/${name} is on no node yet`);
        const uid = (pod.metadata?.uid ?? '').replaceAll('-', '_');
        return toolsIn(this.to, node.container, `pod ${name}`, inTools, uid).exec(argv, options);
      },
    };
  }

  async securityGroups(): Promise<readonly SecurityGroup[]> {
    return [];
  }

  secure(): Promise<void> {
    return Promise.reject(noSecurityGroups);
  }

  endToEndTests(): EndToEndTests {
    throw noEndToEnd;
  }

  ensureImages(names: readonly string[], signal: AbortSignal): Promise<void> {
    return importImages(this, names, signal);
  }

  collectEvidence(dir: string, signal: AbortSignal): Promise<readonly Evidence[]> {
    return collectNodeEvidence(this, dir, signal);
  }

  /** One connection for the lab's own look-ups, kept: its idle sockets hold no process up. */
  private kube(): Promise<Kube> {
    this.connection ??= connect(this.kubeconfig);
    return this.connection;
  }
}

const inTools = readFileSync(join(__dirname, 'scripts', 'in-tools.sh'), 'utf8');
