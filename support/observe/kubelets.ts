import { type Clock, type Instant, stamp } from '../clock';
import { messageOf } from '../errors';
import { ApiRefused, type Kube } from '../kube';
import type { Source } from './source';

const everyMs = 1000;
const timeoutMs = 5000;
/** Less than the 10 s that a window bears without a proof, so that the reason is told before it. */
const silentMs = 7000;

/**
 * Proofs that the kubelets of some nodes, and the container runtimes behind them, can still say what runs there. Asked
 * for is the kubelet's `runningpods`, which it answers from the runtime. A kubelet that was never reached this way (the
 * API server has no way to it, or its debugging handlers are off) must have renewed its lease instead. One that stays
 * silent is a gap: what the API server shows of its pods is only what was last heard.
 */
export function kubeletProofs(kube: Kube, nodes: () => readonly string[]): Source<never> {
  return (listener, { clock, signal: unwatched }) => {
    const signal = AbortSignal.any([unwatched, kube.closed]);
    const kubelets = new Map<string, Kubelet>();
    const ask = (node: string) => {
      const kubelet = kubelets.get(node) ?? new Kubelet(kube, node);
      kubelets.set(node, kubelet);
      return kubelet.silence(clock, signal);
    };
    let heardMs = clock.now();
    let lost = false;
    const speak = () => listener({ kind: 'objects', at: stamp(clock), objects: new Map<string, never>() });
    const round = async () => {
      const at = stamp(clock);
      const silent = (await Promise.all(nodes().map(ask))).find((reason) => reason !== undefined);
      if (signal.aborted) return;
      if (silent === undefined) {
        if (lost) speak();
        lost = false;
        heardMs = at.ms;
        listener({ kind: 'alive', at });
      } else if (!lost && clock.now() - heardMs > silentMs) {
        lost = true;
        listener({ kind: 'gap', at: stamp(clock), reason: silent });
      }
    };
    speak();
    void repeat(round, clock, signal);
  };
}

async function repeat(round: () => Promise<void>, clock: Clock, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await round();
    await clock.sleep(everyMs, signal).catch(() => {});
  }
}

interface Lease {
  readonly spec?: { readonly renewTime?: string; readonly leaseDurationSeconds?: number };
}

class Kubelet {
  private wasReached = false;
  private renewal: { readonly time: string; readonly seen: Instant } | undefined;

  constructor(
    private readonly kube: Kube,
    private readonly node: string,
  ) {}

  /** Why nothing is heard from it; nothing when it is heard. Never rejects. */
  async silence(clock: Clock, signal: AbortSignal): Promise<string | undefined> {
    try {
      await this.kube.text({ path: `/api/v1/nodes/${this.node}/proxy/runningpods/`, timeoutMs, signal });
      this.wasReached = true;
      return undefined;
    } catch (error) {
      const mayBeCutOff = !this.wasReached && error instanceof ApiRefused;
      if (mayBeCutOff && (await this.renewsLease(clock, signal).catch(() => false))) return undefined;
      return `the kubelet of ${this.node} cannot say what runs there: ${messageOf(error)}`;
    }
  }

  /** Valid for the lease's duration since the renewal was first seen: no clock of another machine is trusted. */
  private async renewsLease(clock: Clock, signal: AbortSignal): Promise<boolean> {
    const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${this.node}`;
    const { spec } = await this.kube.json<Lease>({ path, timeoutMs, signal });
    if (!spec?.renewTime) return false;
    if (spec.renewTime !== this.renewal?.time) this.renewal = { time: spec.renewTime, seen: stamp(clock) };
    return clock.now() - this.renewal.seen.ms <= (spec.leaseDurationSeconds ?? 40) * 1000;
  }
}
