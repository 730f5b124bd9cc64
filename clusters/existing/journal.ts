import { Unsupported } from '../../support/errors';
import type { Kube } from '../../support/kube/client';
import { get, patch } from '../../support/kube/objects';
import { resources } from '../../support/kube/resources';
import type { ConfigMap } from '../../support/kube/types';
import type { LabSpec } from '../lab';

/** Everything of ours in the cluster is in this namespace, and goes with it. */
export const leaseNamespace = 'endstate-lease';
const at = { namespace: leaseNamespace, name: 'journal' };

/** What is noted before it is done, so that whoever comes after a killed runner can undo it. */
export interface Notes {
  /** Namespaces in which the run makes objects. */
  readonly namespaces: readonly string[];
  /** Paths of the objects without a namespace that the run makes, in that order. */
  readonly made: readonly string[];
  /** Machines that the run changes; what was there is noted on the machine itself. */
  readonly machines: readonly string[];
}

/** What a lease is for. */
export interface LeaseFacts {
  readonly id: string;
  readonly spec: LabSpec;
  readonly createdAt: string;
}

/** A ConfigMap takes 1 MiB; an object's uid is 16 bytes, a third more as text. */
const mostObjects = 40_000;

/** The record of a lease, kept in the cluster. */
export class Journal {
  private writing: Promise<unknown> = Promise.resolve();
  private readonly noted = new Map<string, Promise<void>>();
  private content: Notes;

  private constructor(
    private readonly kube: Kube,
    readonly facts: LeaseFacts,
    /** Uids of all objects that were there before. */
    readonly before: ReadonlySet<string>,
    notes: Notes,
  ) {
    this.content = notes;
  }

  get notes(): Notes {
    return this.content;
  }

  /** Begins a record: rejects with Unsupported for a cluster of more objects than can be noted. */
  static async begin(kube: Kube, facts: LeaseFacts, before: readonly string[]): Promise<Journal> {
    if (before.length > mostObjects) {
      throw new Unsupported({ what: `a cluster of ${before.length} objects is too large to be noted` });
    }
    const notes: Notes = { namespaces: [], made: [], machines: [] };
    const data = { facts: JSON.stringify(facts), before: packed(before), notes: JSON.stringify(notes) };
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: at.name }, data };
    const path = `/api/v1/namespaces/${at.namespace}/configmaps`;
    await kube.json({ method: 'POST', path, body });
    return new Journal(kube, facts, new Set(before), notes);
  }

  /** The record of an earlier lease; `undefined` where there is none, and so nothing was changed. */
  static async find(kube: Kube): Promise<Journal | undefined> {
    const found = await get<ConfigMap>(kube, resources.configMaps, at);
    const { facts, before, notes } = found?.data ?? {};
    if (facts === undefined || before === undefined || notes === undefined) return undefined;
    return new Journal(kube, JSON.parse(facts), new Set(unpacked(before)), JSON.parse(notes));
  }

  /** Resolves once it is in the cluster: only then may it be done. */
  note(list: keyof Notes, value: string): Promise<void> {
    const key = `${list} ${value}`;
    const noting = this.noted.get(key) ?? this.write(list, value);
    this.noted.set(key, noting);
    noting.catch(() => this.noted.delete(key));
    return noting;
  }

  /** Once all of it is undone. */
  async drop(): Promise<void> {
    await this.kube.json({ method: 'DELETE', path: `/api/v1/namespaces/${at.namespace}/configmaps/${at.name}` });
  }

  private write(list: keyof Notes, value: string): Promise<void> {
    const written = this.writing.then(async () => {
      if (this.content[list].includes(value)) return;
      const notes = { ...this.content, [list]: [...this.content[list], value] };
      await patch(this.kube, resources.configMaps, at, { data: { notes: JSON.stringify(notes) } });
      this.content = notes;
    });
    this.writing = written.catch(() => {});
    return written;
  }
}

/** Sixteen bytes each: written out, the uids of a few thousand objects would not fit. */
export function packed(uids: readonly string[]): string {
  return Buffer.from(uids.join('').replaceAll('-', ''), 'hex').toString('base64');
}

export function unpacked(text: string): readonly string[] {
  const digits = Buffer.from(text, 'base64').toString('hex');
  return (digits.match(/.{32}/g) ?? []).map((uid) =>
    uid.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
  );
}
