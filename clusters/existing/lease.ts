import { BadInput, Inconclusive } from '../../support/errors';
import { until } from '../../support/exec/until';
import type { Kube } from '../../support/kube/client';
import { ApiRefused } from '../../support/kube/errors';
import { leaseNamespace } from './journal';
import { isRunning, type Runner, thisRunner } from './runner';

/** So long after its last sign of life a runner that cannot be seen from here counts as dead. */
const durationSeconds = 60;
const renewEveryMs = 15_000;
const goneWithinMs = 60_000;

const namespaces = '/api/v1/namespaces';
const leases = `/apis/coordination.k8s.io/v1/namespaces/${leaseNamespace}/leases`;
const own = `${leases}/cluster`;
const runnerKey = 'endstate.dev/runner';
const stateKey = 'endstate.dev/state';

/** `free`: nobody holds it, but what an earlier run left has not all been undone. */
export type LeaseState = 'held' | 'kept' | 'free';

interface LeaseObject {
  readonly metadata: {
    readonly resourceVersion?: string;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly managedFields?: readonly { readonly time?: string }[];
  };
  readonly spec?: { readonly holderIdentity?: string; readonly renewTime?: string };
}

/** A lease as it stands in the cluster. */
export interface Standing {
  readonly holder: string;
  readonly runner: Runner;
  readonly state: LeaseState;
  /** Whether its runner lives, or may live. */
  readonly live: boolean;
}

/** The right to one cluster, until it is given back: a Lease object that nobody else can make meanwhile. */
export class ClusterLease {
  private timer: NodeJS.Timeout | undefined;
  private lost: Error | undefined;

  private constructor(
    private readonly kube: Kube,
    private readonly holder: string,
  ) {}

  /**
   * Takes the cluster, that of a dead runner too. Rejects with Inconclusive where somebody else has it.
   *
   * @param id tells this lease from another one of the same process
   */
  static async take(kube: Kube, id: string, state: 'held' | 'kept', signal: AbortSignal): Promise<ClusterLease> {
    const lease = new ClusterLease(kube, holderOf(id));
    const body = leaseObject(lease.holder, state);
    await makeNamespace(kube, signal);
    await kube.json({ method: 'POST', path: leases, body, signal }).catch(async (error: unknown) => {
      if (!(error instanceof ApiRefused) || error.status !== 409) throw error;
      await takeOver(kube, body, signal);
    });
    lease.timer = setInterval(() => void lease.renew(), renewEveryMs).unref();
    return lease;
  }

  /** Throws Inconclusive once the lease is somebody else's. */
  requireHeld(): void {
    if (this.lost) throw new Inconclusive({ what: 'the cluster is not ours any more', last: this.lost.message });
  }

  /** Takes away everything of ours: the namespace with the lease and the journal in it. */
  async end(): Promise<void> {
    this.stop();
    await endLease(this.kube);
  }

  /** Leaves the journal for the next attempt; nobody holds the lease. */
  async abandon(): Promise<void> {
    this.stop();
    await this.kube.json({
      ...merge({ metadata: { annotations: { [stateKey]: 'free' } }, spec: { renewTime: null } }),
    });
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private async renew(): Promise<void> {
    try {
      const { spec } = await this.kube.json<LeaseObject>(merge({ spec: { renewTime: microTime() } }));
      if (spec?.holderIdentity !== this.holder) throw new Error(`${spec?.holderIdentity} has taken it`);
    } catch (error) {
      // An API server that is away for a moment takes nothing away: the runner lives, and the next renewal tells.
      const gone = !(error instanceof Inconclusive);
      if (gone) this.lost = error as Error;
      if (gone) this.stop();
    }
  }
}

/** Deletes the lease's namespace; resolves once it is gone. */
export async function endLease(kube: Kube): Promise<void> {
  await kube.json({ method: 'DELETE', path: `${namespaces}/${leaseNamespace}` }).catch(unless(404, 409));
  await namespaceGone(kube);
}

/** What stands in the cluster; `undefined` where nobody has it. */
export async function standingLease(kube: Kube, signal?: AbortSignal): Promise<Standing | undefined> {
  const found = await read(kube, signal);
  return found && standing(found.lease, found.now);
}

async function takeOver(kube: Kube, body: object, signal: AbortSignal): Promise<void> {
  const found = await read(kube, signal);
  if (!found) throw new Inconclusive({ what: 'the cluster was being given back just now', next: 'run it again' });
  const { lease, now } = found;
  const seen = standing(lease, now);
  if (seen.live) throw taken(seen);
  const metadata = { ...(body as LeaseObject).metadata, resourceVersion: lease.metadata.resourceVersion };
  const put = { method: 'PUT', path: own, body: { ...body, metadata }, signal } as const;
  await kube.json(put).catch((error: unknown) => {
    if (error instanceof ApiRefused && error.status === 409) throw taken(seen);
    throw error;
  });
}

/** Throws BadInput unless the lease may be ended by somebody else than its runner: kept, or its runner is dead. */
export function requireEndable(seen: Standing): void {
  const isOurs = JSON.stringify(seen.runner) === JSON.stringify(thisRunner());
  if (seen.state !== 'held' || !seen.live || isOurs) return;
  const what = `the cluster is in use by ${seen.holder}`;
  throw new BadInput({ what, next: 'end that run: it gives the cluster back by itself' });
}

function taken({ holder, state }: Standing): Inconclusive {
  return new Inconclusive({
    what: 'the cluster is leased to another run',
    last: `${holder} has it${state === 'kept' ? ', and was asked to keep it' : ''}`,
    next:
      state === 'kept'
        ? 'ENDSTATE_PROVIDER=existing npm run endstate -- down'
        : 'run it again when the other has ended',
  });
}

/** @param now by the API server's clock, in milliseconds */
export function standing({ metadata, spec }: LeaseObject, now: number): Standing {
  const { annotations = {}, managedFields = [] } = metadata;
  const runner = JSON.parse(annotations[runnerKey] ?? '{}') as Runner;
  const state = (annotations[stateKey] ?? 'free') as LeaseState;
  // Both by the API server's clock: those of two runners need not agree.
  const renewed = Math.max(...managedFields.map(({ time = '' }) => Date.parse(time) || 0), 0);
  const seen = isRunning(runner) ?? now - renewed < durationSeconds * 1000;
  return { holder: spec?.holderIdentity ?? '', runner, state, live: state === 'kept' || (state === 'held' && seen) };
}

async function read(kube: Kube, signal?: AbortSignal): Promise<{ lease: LeaseObject; now: number } | undefined> {
  try {
    const { headers, body } = await kube.stream({ path: own, ...(signal ? { signal } : {}) });
    const lease = JSON.parse(await textOf(body)) as LeaseObject;
    return { lease, now: Date.parse(headers.date ?? '') || Date.now() };
  } catch (error) {
    if (error instanceof ApiRefused && error.status === 404) return undefined;
    throw error;
  }
}

async function textOf(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** One that is being deleted takes nothing new: it is waited for. */
async function makeNamespace(kube: Kube, signal: AbortSignal): Promise<void> {
  const path = `${namespaces}/${leaseNamespace}`;
  const seen = await kube.json<{ metadata: { deletionTimestamp?: string } }>({ path, signal }).catch(unless(404));
  if (seen?.metadata.deletionTimestamp) await namespaceGone(kube, signal);
  const body = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: leaseNamespace } };
  await kube.json({ method: 'POST', path: namespaces, body, signal }).catch(unless(409));
}

async function namespaceGone(kube: Kube, signal?: AbortSignal): Promise<void> {
  const path = `${namespaces}/${leaseNamespace}`;
  const gone = async () => (await kube.json({ path }).catch(unless(404))) === undefined;
  const what = `the namespace ${leaseNamespace} was not gone`;
  await until(gone, { what, withinMs: goneWithinMs, everyMs: 100, ...(signal ? { signal } : {}) });
}

function leaseObject(holderIdentity: string, state: LeaseState) {
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: {
      name: 'cluster',
      annotations: { [runnerKey]: JSON.stringify(thisRunner()), [stateKey]: state },
    },
    spec: { holderIdentity, leaseDurationSeconds: durationSeconds, acquireTime: microTime(), renewTime: microTime() },
  };
}

function holderOf(id: string): string {
  const { host, process } = thisRunner();
  return `${host}, process ${process.pid}, lab ${id}`;
}

function merge(body: object) {
  return { method: 'PATCH', path: own, contentType: 'application/merge-patch+json', body } as const;
}

/** As the API writes a MicroTime. */
function microTime(): string {
  return new Date().toISOString().replace('Z', '000Z');
}

function unless(...statuses: readonly number[]) {
  return (error: unknown): undefined => {
    if (error instanceof ApiRefused && statuses.includes(error.status)) return undefined;
    throw error;
  };
}
