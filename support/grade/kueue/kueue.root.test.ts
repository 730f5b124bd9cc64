import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Lab } from '../../../clusters/lab';
import { netns } from '../../../clusters/netns/provider';
import { eventually, met, notYet } from '../../assert';
import { apply, connect, get, type Job, type Kube, type KubeObject, list, readManifests, resources } from '../../kube';
import { planText } from '../plan/plan-file';
import { installCrds, startKueue } from './testdata/kueue';
import { generated, labSpec, namespace, outcome, plan, planPath, volumes, withStandIn } from './testdata/stand-in';

const long = process.env.ENDSTATE_SOAK ? {} : { skip: 'npm run soak -- kueue' };
const workloads = { apiVersion: 'kueue.x-k8s.io/v1beta1', kind: 'Workload', plural: 'workloads', namespaced: true };

interface Workload extends KubeObject {
  readonly status?: { readonly conditions?: readonly { readonly type: string; readonly status: string }[] };
}

describe('the Job of a plan, queued by the real Kueue', long, () => {
  let lab: Lab;
  let kube: Kube;

  before(async () => {
    lab = await netns.create(labSpec, { signal: AbortSignal.timeout(120_000) });
    kube = await connect(lab.kubeconfig);
    await lab.machine('worker01').write(`/srv/inputs/${planPath}`, planText(plan));
    await startKueue(lab, kube, await installCrds(kube));
  });
  after(async () => {
    kube?.close();
    if (lab) await netns.destroy(lab);
  });

  /** What Kueue says of its part in the Job. */
  async function conditions(): Promise<readonly string[]> {
    const { items } = await list<Workload>(kube, workloads, { namespace });
    return items.flatMap(({ status }) => (status?.conditions ?? []).map(({ type, status: is }) => `${type}=${is}`));
  }
  const until = (word: string) =>
    eventually(
      { description: 'the Workload', observe: conditions },
      (said) => (said.includes(word) ? met(word) : notYet(said.join(', ') || 'no Workload')),
      { withinMs: 30_000 },
    );

  it('waits while there is no queue', async () => {
    await apply(kube, withStandIn(generated().job));
    await apply(kube, await readManifests(volumes));
    await until('QuotaReserved=False');
    const job = await get<Job>(kube, resources.jobs, { namespace, name: 'stand-in' });
    assert.deepEqual([job?.spec?.suspend, job?.status?.active ?? 0], [true, 0]);
  });

  it('is admitted by the queues that are written with it, and comes to the same end', async () => {
    await apply(kube, generated().queues);
    await until('Admitted=True');
    const came = await outcome(kube, 120_000);
    assert.deepEqual(came, { completed: '0,1,3', failed: '2', statuses: [[0], [3, 0], [2], [0]] });
    await until('Finished=True');
  });
});
