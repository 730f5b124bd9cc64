import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Lab } from '../../../clusters/lab';
import { netns } from '../../../clusters/netns/provider';
import { apply, connect, type Job, type Kube, list, patch, readManifests, resources } from '../../kube';
import { planText } from '../plan/plan-file';
import { generated, labSpec, namespace, outcome, plan, planPath, volumes, withStandIn } from './testdata/stand-in';

describe('the Job of a plan, on a real cluster', () => {
  let lab: Lab;
  let kube: Kube;

  before(async () => {
    lab = await netns.create(labSpec, { signal: AbortSignal.timeout(120_000) });
    kube = await connect(lab.kubeconfig);
    await lab.machine('worker01').write(`/srv/inputs/${planPath}`, planText(plan));
  });
  after(async () => {
    kube?.close();
    if (lab) await netns.destroy(lab);
  });

  it('is taken as it is written, field by field, and waits for a queue', async () => {
    await apply(kube, generated().job);
    await apply(kube, generated().job);
    const { items } = await list<Job>(kube, resources.jobs, { namespace });
    assert.deepEqual(
      items.map(({ spec, status }) => [spec?.suspend, spec?.completions, status?.active ?? 0]),
      [[true, 4, 0]],
    );
  });

  it('runs an inconclusive piece again, gives a malformed one up at once, and the others come to their end', async () => {
    await apply(kube, await readManifests(volumes));
    await apply(kube, withStandIn(generated().job));
    // What Kueue does when it admits a Job.
    await patch(kube, resources.jobs, { namespace, name: 'stand-in' }, { spec: { suspend: false } });
    assert.deepEqual(await outcome(kube, 90_000), {
      completed: '0,1,3',
      failed: '2',
      statuses: [[0], [3, 0], [2], [0]],
    });
  });
});
