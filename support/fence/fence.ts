import { until } from '../exec/until';
import { apply, get, groupOf, type Kube, type KubeObject, list, type Resource, resources } from '../kube';
import { allowedKinds } from './allowed-kinds';
import { answerUser, fenceName, isReserved } from './identity';
import { limits, type PodSecurityLevel, podSecurity } from './limits';
import { type AllowedKind, binding, openNames, rights, roleBindings } from './rights';

/** API servers and controllers hear of a new rule by their own watches: milliseconds, unless the computer is full. */
const inForceWithinMs = 30_000;

export interface FenceOptions {
  readonly podSecurity: PodSecurityLevel;
  readonly signal: AbortSignal;
}

/** What confines an answer in a lab: rights of its own, Pod Security admission, quotas. */
export class Fence {
  private readonly fenced = new Set<string>();

  private constructor(
    private readonly judge: Kube,
    private readonly kinds: readonly AllowedKind[],
    private readonly options: FenceOptions,
  ) {}

  /**
   * @param kube with the administrator's rights
   * @param objects what the answer may have to do with, of the kinds that its problem allows; a kind that the cluster does not
   *   serve is left out
   */
  static async raise(kube: Kube, objects: readonly KubeObject[], options: FenceOptions): Promise<Fence> {
    const kinds = await allowedKinds(kube, objects, options.signal);
    await apply(kube, rights(kinds), { signal: options.signal });
    return new Fence(kube, kinds, options);
  }

  /** The answer's own connection. */
  get kube(): Kube {
    return this.judge.as(answerUser);
  }

  /**
   * Of these namespaces one that is there, and that nobody has put within a fence: of the cluster's own parts, as kind's
   * `local-path-storage` is. No right in it may be given.
   */
  static async foreign(kube: Kube, namespaces: readonly string[], signal: AbortSignal): Promise<string | undefined> {
    if (namespaces.length === 0) return undefined;
    const { items } = await list<KubeObject>(kube, resources.namespaces, {}, { signal });
    const there = items.flatMap(({ metadata: { name = '' } }) => (namespaces.includes(name) ? [name] : []));
    const fenced = await Promise.all(there.map((name) => isFenced(kube, name, signal)));
    return there.find((_, index) => !fenced[index]);
  }

  /**
   * Puts namespaces within the fence, those that are there and are not the cluster's own. Resolves once all of it is in force: before
   * that the API server would refuse what is right.
   */
  async around(namespaces: readonly string[]): Promise<void> {
    const open = [...new Set(namespaces)].filter((name) => !isReserved(name));
    await Promise.all([...open.map((name) => this.confine(name)), this.mayUse(undefined)]);
  }

  private async confine(namespace: string): Promise<void> {
    const { signal } = this.options;
    const now = await get<KubeObject>(this.judge, resources.namespaces, { name: namespace }, { signal });
    if (!now) return;
    const level = this.options.podSecurity;
    // What is stricter may stay: it is the answer's own wish.
    const strict = now.metadata.labels?.['pod-security.kubernetes.io/enforce'] === 'restricted';
    if (!strict) await this.apply([podSecurity(namespace, level)]);
    if (this.fenced.has(namespace)) return;
    await Promise.all([...limits(namespace), binding(namespace)].map((manifest) => this.apply([manifest])));
    this.fenced.add(namespace);
    await Promise.all([this.isCounted(namespace), this.mayUse(namespace)]);
  }

  private async apply(manifests: Parameters<typeof apply>[1]): Promise<void> {
    await apply(this.judge, manifests, { fieldManager: fenceName, signal: this.options.signal });
  }

  /** Until its controller has counted, a quota refuses everything. */
  private async isCounted(namespace: string): Promise<void> {
    const path = `/api/v1/namespaces/${namespace}/resourcequotas/${fenceName}`;
    const { signal } = this.options;
    const counted = async () => {
      const { spec, status } = await this.judge.json<Quota>({ path, signal });
      return Object.keys(spec?.hard ?? {}).every((name) => status?.used?.[name] !== undefined);
    };
    await this.inForce(`the quota of namespace ${namespace} was not counted`, counted);
  }

  /** Each kind is asked for: of a lab that had an answer before, some may have been allowed all along. */
  private async mayUse(namespace: string | undefined): Promise<void> {
    const kinds = this.kinds.filter(({ resource }) => resource.namespaced === (namespace !== undefined));
    const asked = kinds.flatMap(({ resource, names }) =>
      namespace
        ? review(resource, { namespace })
        : openNames(resource, names).map((name) => review(resource, { name })),
    );
    await Promise.all(asked.map((body) => this.mayDo(body, namespace)));
  }

  private async mayDo(body: object, namespace: string | undefined): Promise<void> {
    const path = '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews';
    const { signal } = this.options;
    const allowed = async () =>
      (await this.kube.json<Review>({ method: 'POST', path, body, signal })).status?.allowed === true;
    const where = namespace ? ` in namespace ${namespace}` : '';
    await this.inForce(`the answer's rights${where} were not in force`, allowed);
  }

  private inForce(what: string, check: () => Promise<boolean>): Promise<void> {
    return until(check, { what, withinMs: inForceWithinMs, everyMs: 20, signal: this.options.signal });
  }
}

/** Of a lab that had an answer before. No answer may write this object. */
async function isFenced(kube: Kube, namespace: string, signal: AbortSignal): Promise<boolean> {
  return (await get<KubeObject>(kube, roleBindings, { namespace, name: fenceName }, { signal })) !== undefined;
}

interface Quota {
  readonly spec?: { readonly hard?: Readonly<Record<string, string>> };
  readonly status?: { readonly used?: Readonly<Record<string, string>> };
}

interface Review {
  readonly status?: { readonly allowed?: boolean };
}

function review({ apiVersion, plural }: Resource, at: { readonly namespace: string } | { readonly name: string }) {
  const resourceAttributes = { verb: 'patch', group: groupOf(apiVersion), resource: plural, ...at };
  return { apiVersion: 'authorization.k8s.io/v1', kind: 'SelfSubjectAccessReview', spec: { resourceAttributes } };
}
