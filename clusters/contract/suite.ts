import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { all, type Condition, eventually, type Probe } from '../../support/assert';
import type { Executor } from '../../support/exec/exec';
import {
  apply,
  connect,
  execIn,
  get,
  type Kube,
  type Node as KubeNode,
  list,
  logs,
  readManifests,
  resources,
  type Service,
} from '../../support/kube';
import { nodesReady, podsRunning, watchNodes, watchPods } from '../../support/observe';
import { answers, curl, dns, ping, pingAnswers, resolves } from '../../support/probe';
import { defaultSpec, type Lab, type LabSpec } from '../lab';
import type { Provider } from '../provider';

const patience = { withinMs: 60_000 };
const web = join(__dirname, 'testdata', 'web.yaml');
const inDefault = (name: string) => ({ namespace: 'default', name });

/** What the contract's labs are made of. A provider that cannot run a part of it has no business here. */
export const contractSpec: LabSpec = {
  ...defaultSpec,
  images: ['curlimages/curl:8.5.0', 'caddy:2.7.6'],
  networks: [{ name: 'nodes', cidr: '172.18.0.0/16' }],
  hosts: [{ name: 'host01', attachments: [{ network: 'nodes', address: '172.18.0.20' }], roles: ['web'] }],
  labels: { worker01: { 'worker-id': '1' }, worker02: { 'worker-id': '2' } },
};

/**
 * The suite that every provider passes: real traffic on one lab, then a reboot of one of its nodes, then destroy.
 * `axes` are what a lab is varied by; the default is what {@link contractSpec} says.
 */
export function providerContract(provider: Provider, axes: Partial<LabSpec> = {}, upWithinMs = 120_000): void {
  const spec = { ...contractSpec, ...axes };
  describe(`${provider.name}, Kubernetes ${spec.kubernetes}, CNI ${spec.cni}, kube-proxy ${spec.kubeProxy}`, () => {
    let lab: Lab;
    let kube: Kube;

    before(async () => {
      lab = await provider.create(spec, { signal: AbortSignal.timeout(upWithinMs) });
      kube = await connect(lab.kubeconfig, lab.guard);
      await apply(kube, await readManifests(web));
      await running(kube, 2);
    });
    after(async () => {
      kube?.close();
      if (lab) await provider.destroy(lab);
    });

    it('has the nodes of the spec, Ready, with their labels and the control plane tainted', async () => {
      const { items } = await list<KubeNode>(kube, resources.nodes, {});
      assert.deepEqual(items.map((node) => node.metadata?.name).sort(), ['control-plane', 'worker01', 'worker02']);
      const byName = new Map(items.map((node) => [node.metadata?.name, node]));
      assert.equal(byName.get('worker01')?.metadata?.labels?.['worker-id'], '1');
      assert.deepEqual(
        byName.get('control-plane')?.spec?.taints?.map(({ key, effect }) => `${key}:${effect}`),
        ['node-role.kubernetes.io/control-plane:NoSchedule'],
      );
      assert.equal(byName.get('worker01')?.spec?.taints, undefined);
    });

    it('runs the minor of the spec: kubelets and the API server say so', async () => {
      const minor = (version = '') => /^v(\d+\.\d+)\./.exec(version)?.[1];
      const { items } = await list<KubeNode>(kube, resources.nodes, {});
      for (const { status } of items) assert.equal(minor(status?.nodeInfo?.kubeletVersion), spec.kubernetes);
      const { gitVersion } = await kube.json<{ gitVersion: string }>({ path: '/version' });
      assert.equal(minor(gitVersion), spec.kubernetes);
    });

    it('answers names of the cluster in a pod', async () => {
      await holds(dns(lab.inPod(inDefault('client')), 'server.default.svc.cluster.local'), resolves({}));
    });

    it('carries traffic from a pod to a pod on another node', async () => {
      const address = await podAddress(kube, 'server');
      await holds(curl(lab.inPod(inDefault('client')), `http://${address}/`), answers({ body: 'Caddy' }));
      await holds(ping(lab.inPod(inDefault('client')), address), pingAnswers());
    });

    it('balances a Service by its name from a pod, and by its NodePort from beside the cluster', async () => {
      await holds(curl(lab.inPod(inDefault('client')), 'http://server/'), answers({ body: 'Caddy' }));
      for (const node of lab.nodes()) {
        await holds(curl(lab.runner(), `http://${node.addresses[0]}:30080/`), answers({ body: 'Caddy' }));
      }
    });

    it('balances a Service by its ClusterIP, from a pod and from a node', async () => {
      const address = await clusterIp(kube, 'server');
      await holds(curl(lab.inPod(inDefault('client')), `http://${address}/`), answers({ body: 'Caddy' }));
      await holds(curl(lab.machine('worker02'), `http://${address}/`), answers({ body: 'Caddy' }));
    });

    it('has a host beside the cluster, which reaches its NodePorts and is reached from pods', async () => {
      const host = lab.machine('host01');
      assert.equal((await host.exec(['uname', '-n'])).stdout, 'host01');
      await holds(curl(host, `http://${lab.machine('worker02').addresses[0]}:30080/`), answers({ body: 'Caddy' }));
      await host.write('/var/www/html/index.html', 'beside the cluster');
      await holds(curl(lab.inPod(inDefault('client')), `http://${host.addresses[0]}/`), answers({ body: 'beside' }));
    });

    it('serves kubectl exec and logs', async () => {
      const { stdout, exitCode } = await execIn(kube, inDefault('client')).exec(['id', '-u']);
      assert.deepEqual([stdout.trim(), exitCode], ['100', 0]);
      assert.match(await logs(kube, inDefault('client')), /^started/);
    });

    it('runs commands on a node and tells its exit status', async () => {
      const worker = lab.machine('worker01');
      assert.equal((await worker.exec(['uname', '-n'])).stdout, 'worker01');
      assert.equal((await worker.exec(['sh', '-c', 'exit 7'])).exitCode, 7);
    });

    it('refuses a machine that it does not have, naming the nearest', () => {
      assert.throws(() => lab.machine('worker1'), /worker01/);
    });

    it('collects evidence of every machine', async () => {
      const dir = await mkdtemp(join(tmpdir(), 'endstate-evidence-'));
      const evidence = await lab.collectEvidence(dir, AbortSignal.timeout(30_000));
      assert.deepEqual((await readdir(dir)).sort(), ['control-plane', 'host01', 'worker01', 'worker02']);
      assert.ok(evidence.length > 10);
      await rm(dir, { recursive: true });
    });

    it('reboots a node: its disk stays, what was typed is gone, its pods come back', async () => {
      const worker = lab.machine('worker02');
      await worker.write('/etc/kept', 'on disk');
      await worker.exec(['sysctl', '-w', 'net.ipv4.tcp_keepalive_time=99']);
      await worker.exec(['touch', '/run/typed']);
      await worker.power('cycle', AbortSignal.timeout(30_000));
      assert.equal((await worker.read('/etc/kept')).toString(), 'on disk');
      assert.notEqual((await worker.exec(['sysctl', '-n', 'net.ipv4.tcp_keepalive_time'])).stdout, '99');
      assert.equal((await worker.exec(['test', '-e', '/run/typed'])).exitCode, 1);
      await ready(kube, 3);
      await restarted(lab, 'client');
      await holds(curl(lab.inPod(inDefault('client')), 'http://server/'), answers({ body: 'Caddy' }));
    });
  });
}

async function holds<T>(probe: Probe<T>, condition: Condition<T>): Promise<void> {
  await eventually(probe, condition, patience);
}

async function running(kube: Kube, pods: number): Promise<void> {
  const stream = watchPods(kube, { select: { every: true } });
  await eventually(stream, podsRunning(all(pods)), patience).finally(() => stream.close());
}

async function ready(kube: Kube, nodes: number): Promise<void> {
  const stream = watchNodes(kube);
  await eventually(stream, nodesReady(all(nodes)), patience).finally(() => stream.close());
}

/** A pod's network answers again: the kubelet has made its sandbox anew. */
async function restarted(lab: Lab, pod: string): Promise<void> {
  const inside: Executor = lab.inPod(inDefault(pod));
  const observe = () =>
    inside.exec(['true']).then(
      ({ exitCode }) => exitCode ?? -1,
      () => -1,
    );
  await eventually(
    { description: `pod ${pod} is back`, observe },
    (code) => (code === 0 ? { state: 'met', detail: 'back' } : { state: 'not-yet', detail: `exit status ${code}` }),
    patience,
  );
}

async function clusterIp(kube: Kube, name: string): Promise<string> {
  return (await get<Service>(kube, resources.services, { namespace: 'default', name }))?.spec?.clusterIP ?? '';
}

async function podAddress(kube: Kube, name: string): Promise<string> {
  const { items } = await list<{ metadata?: { name?: string }; status?: { podIP?: string } }>(kube, resources.pods, {
    namespace: 'default',
  });
  return items.find((pod) => pod.metadata?.name === name)?.status?.podIP ?? '';
}
