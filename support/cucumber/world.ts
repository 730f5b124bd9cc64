import { dirname, resolve } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { World as CucumberWorld } from '@cucumber/cucumber';
import type { PickleStep } from '@cucumber/messages';
import { hostImagesIn } from '../../clusters/docker/held-images';
import { type Lab, type LabSpec, machineNames } from '../../clusters/lab';
import { noSurroundings, type Surroundings } from '../../clusters/topology';
import { BadInput } from '../errors';
import { connect, type Kube, type Manifest } from '../kube';
import { unknownWord } from '../nearest';

import { mediaTypes } from '../report/facts';
import { requireNeeds } from './cell';
import { foreseesConformance } from './conformance';
import { Deadline } from './deadline';
import { foreseenImages } from './foreseen-images';
import { type LabLease, leaseLab } from './labs';
import type { WorldParameters } from './protocol';
import { announce } from './session';
import type { Suspect } from './suspect';

/** How long a lab in the making may take to be gone after its scenario was ended. */
const abortedWithinMs = 30_000;

/** What one scenario has in its hands: the cluster it asked for, and what it did to it so far. */
export class World extends CucumberWorld<WorldParameters> {
  /** Where the scenario stands; set by the hook before its first step. */
  feature = { uri: '', scenario: '', line: 0, tags: [] as readonly string[] };
  /** The scenario's steps; set by the hook too. */
  steps: readonly PickleStep[] = [];
  /** What the scenario has applied so far: the base that an answer is laid over. */
  readonly applied: Manifest[] = [];
  /** What the last command that a step ran on a machine has printed. */
  lastOutput: string | undefined;
  /** What failed and has packets: they are evidence. */
  suspect: Suspect | undefined;
  /** The cluster is what an inventory says, and an answer's inventory takes its place. */
  fromInventory = false;
  #deadline: Deadline | undefined;
  #around: Surroundings = noSurroundings;
  #spec: LabSpec | undefined;
  #leasing: Promise<LabLease> | undefined;
  #lease: LabLease | undefined;
  #kube: Promise<Kube> | undefined;

  /** What the scenario puts around its cluster; said before the cluster. */
  get around(): Surroundings {
    return this.#around;
  }

  surround(more: Partial<Surroundings>): void {
    if (this.#spec) {
      const what = 'networks, hosts and security groups come after the cluster that they surround';
      throw new BadInput({ what, next: 'move them above "Given a cluster"' });
    }
    this.#around = {
      networks: [...this.#around.networks, ...(more.networks ?? [])],
      hosts: [...this.#around.hosts, ...(more.hosts ?? [])],
      securityGroups: [...this.#around.securityGroups, ...(more.securityGroups ?? [])],
    };
  }

  /** True while words, tables and files are checked and nothing is made. */
  get checking(): boolean {
    return this.parameters.mode === 'check';
  }

  /** Aborted when the scenario has to end; the reason is an error that says why. */
  get signal(): AbortSignal {
    this.#deadline ??= Deadline.of(this.feature.tags);
    return this.#deadline.signal;
  }

  /** What the scenario's `Given a cluster` asked for. Throws BadInput where it has none. */
  get spec(): LabSpec {
    if (this.#spec) return this.#spec;
    throw new BadInput({ what: 'the scenario has no cluster', next: 'begin with "Given a cluster"' });
  }

  /** Throws BadInput where the scenario has no lab yet, or one of hosts alone where they do not suffice. */
  requireLab({ hostsSuffice }: { readonly hostsSuffice?: true } = {}): void {
    if (!this.spec.withoutCluster || hostsSuffice) return;
    throw new BadInput({ what: 'the scenario has no cluster', next: 'write "Given a cluster" for "Given no cluster"' });
  }

  /** Settles what the cluster is, with the images and tests that the scenario will need in it, without making it. */
  async plan(spec: LabSpec): Promise<void> {
    if (this.#spec) throw new BadInput({ what: 'the scenario has a cluster already', next: 'one cluster a scenario' });
    requireNeeds(spec, this.feature.tags, this.parameters.job.cell);
    this.#spec = spec;
    const images = [...new Set([...spec.images, ...(await foreseenImages(this, this.steps))])];
    const hostImages = hostImagesIn(this.steps);
    this.#spec = { ...spec, images, hostImages, endToEndTests: foreseesConformance(this.steps) };
    if (this.checking) announce(this.#spec);
  }

  /** Makes the cluster that was planned. Resolves when every node is Ready. */
  async begin(): Promise<void> {
    const { keep, cell } = this.parameters.job;
    const provider = cell ? { provider: cell.provider } : {};
    this.#leasing = leaseLab(this.spec, { feature: this.feature, keep, ...provider, signal: this.signal });
    this.#lease = await this.#leasing;
    this.attachLab();
  }

  /** Names the lab in the record, with where its parts came from so far. */
  attachLab(): void {
    if (this.#lease) this.attach(JSON.stringify(this.#lease.facts()), mediaTypes.lab);
  }

  get lab(): Lab {
    if (this.#lease) return this.#lease.lab;
    throw new BadInput({ what: 'the cluster of the scenario was not made', next: 'begin with "Given a cluster"' });
  }

  get labOrNone(): Lab | undefined {
    return this.#lease?.lab;
  }

  async kube(): Promise<Kube> {
    this.requireLab();
    this.#kube ??= connect(this.lab.kubeconfig, this.lab.guard);
    return this.#kube;
  }

  /** The folder of the answer under test. Throws BadInput where the run has none. */
  get answer(): string {
    const { answer } = this.parameters.job;
    if (answer) return answer;
    throw new BadInput({
      what: 'there is no answer to apply',
      next: 'tag the scenario @end and give answers/right/<name>/, or name a folder with --answer',
    });
  }

  /** A path of the feature's text, relative to the feature file. */
  path(written: string): string {
    return resolve(dirname(this.feature.uri), written);
  }

  /** A machine of the scenario's cluster by name. Throws BadInput with the nearest name. */
  machineName(name: string): string {
    const names = machineNames(this.spec);
    if (!names.includes(name)) throw unknownWord('machine', name, names);
    return name;
  }

  /** Ends what the scenario holds, a lab in the making too. Never rejects: resolves with what went wrong. */
  async end(): Promise<string | undefined> {
    this.#deadline?.clear();
    (await this.#kube?.catch(() => undefined))?.close();
    const lease = await settled(this.#leasing);
    return lease === 'unsettled' ? 'a lab in the making did not end; it goes with this process' : lease?.release();
  }
}

/** Aborted work takes its lab down before it rejects; what does not is left to the lab's supervisor. */
async function settled<T>(work: Promise<T> | undefined): Promise<T | undefined | 'unsettled'> {
  const limit = new AbortController();
  const late = delay(abortedWithinMs, 'unsettled' as const, { signal: limit.signal }).catch(() => 'unsettled' as const);
  try {
    return await Promise.race([work?.catch(() => undefined), late]);
  } finally {
    limit.abort();
  }
}
