import { join } from 'node:path';
import { defaultSpec, type Lab } from '../../clusters/lab';
import { netns } from '../../clusters/netns/provider';
import { all, type Condition, eventually, type Probe } from '../../support/assert';
import { apply, connect, deleteObject, get, type Kube, type Pod, readManifests, resources } from '../../support/kube';
import { podsRunning, watchPods } from '../../support/observe';
import { type TcpOutcome, tcpConnect, tcpIs } from '../../support/probe';

const pods = join(__dirname, '../../clusters/contract/testdata/web.yaml');
const policy = join(__dirname, 'testdata/deny-server.yaml');
const images = ['curlimages/curl:8.5.0', 'caddy:2.7.6'];
const patience = { withinMs: 60_000, everyMs: 50 };
const apiVersion = 'networking.k8s.io/v1';
const inDefault = (name: string) => ({ namespace: 'default', name });

/** Seconds from the start of a lab of two workers, and from the policy's own moment; memory of the agents that enforce it. */
export interface FirstPolicy {
  readonly ready: number;
  /** From the start of the lab to the first connection that the policy cut. */
  readonly enforced: number;
  /** From the policy at the API server to the first connection that it cut, and from its removal to the first that is made. */
  readonly cut: number;
  readonly mended: number;
  /** MiB resident, a node. */
  readonly agents: readonly number[];
}

/** A connection that is open, cut by the first policy of a lab, and open without it. Rejects if it never is one of them. */
export async function firstPolicyOf(cni: string): Promise<FirstPolicy> {
  const begin = performance.now();
  const signal = AbortSignal.timeout(5 * 60_000);
  const lab = await netns.create({ ...defaultSpec, images, cni, kubeProxy: 'none' }, { signal });
  const ready = since(begin);
  const kube = await connect(lab.kubeconfig).catch(async (error: unknown) => {
    await netns.destroy(lab);
    throw error;
  });
  try {
    await running(kube);
    const connection = tcpConnect(lab.inPod(inDefault('client')), await addressOf(kube, 'server'), 80, {
      timeoutMs: 1_000,
    });
    await firstOf(connection, tcpIs('connected'));
    const applied = performance.now();
    await apply(kube, await readManifests(policy));
    const cutAt = await firstOf(connection, tcpIs('timed-out'));
    const removed = performance.now();
    await deleteObject(kube, { apiVersion, kind: 'NetworkPolicy', ...inDefault('nobody-to-server') });
    const mendedAt = await firstOf(connection, tcpIs('connected'));
    return {
      ready,
      enforced: (cutAt - begin) / 1000,
      cut: (cutAt - applied) / 1000,
      mended: (mendedAt - removed) / 1000,
      agents: await Promise.all(lab.nodes().map((node) => agentOf(lab, node.name))),
    };
  } finally {
    kube.close();
    await netns.destroy(lab);
  }
}

async function running(kube: Kube): Promise<void> {
  const stream = watchPods(kube, { select: { every: true } });
  try {
    await apply(kube, await readManifests(pods));
    await eventually(stream, podsRunning(all(2)), patience);
  } finally {
    stream.close();
  }
}

async function addressOf(kube: Kube, name: string): Promise<string> {
  return (await get<Pod>(kube, resources.pods, inDefault(name)))?.status?.podIP ?? '';
}

/** When the first attempt that meets the condition began: one that is cut ends a second later. */
async function firstOf(probe: Probe<TcpOutcome>, condition: Condition<TcpOutcome>): Promise<number> {
  let began = 0;
  const noted: Probe<TcpOutcome> = {
    ...probe,
    observe: (signal) => {
      began = performance.now();
      return probe.observe(signal);
    },
  };
  await eventually(noted, condition, patience);
  return began;
}

async function agentOf(lab: Lab, node: string): Promise<number> {
  const { stdout } = await lab.machine(node).exec(['sh', '-c', 'cat /proc/$(pidof cilium-agent)/status']);
  return Number(/^VmRSS:\s+(\d+)/m.exec(stdout)?.[1] ?? Number.NaN) / 1024;
}

const since = (begin: number) => (performance.now() - begin) / 1000;
