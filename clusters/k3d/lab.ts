import { BadInput, Unsupported } from '../../support/errors';
import type { Executor } from '../../support/exec/exec';
import type { Kube } from '../../support/kube/client';
import { connect } from '../../support/kube/connect';
import { get } from '../../support/kube/objects';
import { resources } from '../../support/kube/resources';
import type { Pod } from '../../support/kube/types';
import { dockerOrThrow } from '../docker/docker';
import {
  type EndToEndTests,
  type Evidence,
  type Lab,
  type LabSpec,
  type Machine,
  type Node,
  ownScheduler,
  type PodRef,
  type Provenance,
} from '../lab';
import { machineNamed } from '../machine-named';
import type { SecurityGroup } from '../security-groups';
import { itsDocker, k3d } from './commands';
import { clusterName } from './config';
import { collectNodeEvidence } from './evidence';
import type { K3dNode } from './machine';
import { kubeconfigOf } from './record';
import { type PodPlace, podExecutor, runnerExecutor } from './tools';

/** A lab of k3d: its nodes are containers, the runner's place is another one on their network. */
export class K3dLab implements Lab {
  readonly kubeconfig: string;
  /** That of k3s, inside its server's process. */
  readonly foreignScheduler = true;
  private readonly origins: Provenance[];
  private connection: Promise<Kube> | undefined;

  constructor(
    readonly id: string,
    readonly spec: LabSpec,
    private readonly machines: readonly K3dNode[],
    provenance: readonly Provenance[],
  ) {
    this.kubeconfig = kubeconfigOf(id);
    this.origins = [...provenance, ...ownScheduler(spec)];
  }

  get provenance(): readonly Provenance[] {
    return this.origins;
  }

  nodes(): readonly Node[] {
    return this.machines;
  }

  machine(name: string): Machine {
    return machineNamed(this.machines, name);
  }

  runner(): Executor {
    return runnerExecutor(this.id);
  }

  inPod(ref: PodRef): Executor {
    return podExecutor(this.id, ref, () => this.placeOf(ref));
  }

  async securityGroups(): Promise<readonly SecurityGroup[]> {
    return [];
  }

  async secure(groups: readonly SecurityGroup[]): Promise<void> {
    if (groups.length > 0) throw new Unsupported({ what: 'k3d has no security groups' });
  }

  endToEndTests(): EndToEndTests {
    throw new BadInput({ what: 'the lab was made without end-to-end tests' });
  }

  /** Pulled once by Docker, and handed to every node by k3d. */
  async ensureImages(names: readonly string[], signal: AbortSignal): Promise<void> {
    for (const name of names) {
      await dockerOrThrow(itsDocker, ['pull', '--quiet', name], { signal });
      const digests = ['image', 'inspect', '--format', '{{join .RepoDigests " "}}', name];
      this.origins.push({ name, version: await dockerOrThrow(itsDocker, digests, { signal }), source: 'registry' });
    }
    if (names.length > 0) await k3d(['image', 'import', '--cluster', clusterName(this.id), ...names], { signal });
  }

  collectEvidence(dir: string, signal: AbortSignal): Promise<readonly Evidence[]> {
    return collectNodeEvidence(this.id, this.machines, dir, signal);
  }

  private async placeOf({ namespace, name }: PodRef): Promise<PodPlace> {
    this.connection ??= connect(this.kubeconfig);
    const pod = await get<Pod>(await this.connection, resources.pods, { namespace, name });
    if (!pod) throw new Error(`there is no pod ${namespace}/${name}`);
    const node = this.machines.find((machine) => machine.name === pod.spec?.nodeName);
    if (!node) throw new Error(`pod ${namespace}/${name} is on no node yet`);
    return { node: node.name, container: node.container };
  }
}
