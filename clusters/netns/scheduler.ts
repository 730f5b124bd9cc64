import { stringify } from 'yaml';
import type { SchedulerProfile } from '../lab';

/**
 * Weight of what a manifest declares against 1 for packing. A soft constraint's score differs by at least one point of
 * 100 between a node that meets it and one that does not, so it outranks packing's 100 points at most.
 */
const declaredWeight = 1000;

/** The configuration file of the lab's kube-scheduler: the stock one, or the judge's (DESIGN, placements). */
export function schedulerConfiguration(profile: SchedulerProfile): string {
  return stringify({
    apiVersion: 'kubescheduler.config.k8s.io/v1',
    kind: 'KubeSchedulerConfiguration',
    clientConnection: { kubeconfig: '/etc/kubernetes/scheduler.conf' },
    leaderElection: { leaderElect: false },
    // A pod that could not be placed is tried again within a second, not ten, when the judge moves its ballast.
    ...(profile === 'adversary' ? { podMaxBackoffSeconds: 1, profiles: [adversary] } : {}),
  });
}

/**
 * No default spreading; declared constraints, hard or soft, count; and below them a scheduler that packs. Stock ratios
 * between the declared ones (kube-scheduler's default plugin weights) are kept.
 */
const adversary = {
  schedulerName: 'default-scheduler',
  plugins: {
    score: {
      disabled: [{ name: '*' }],
      enabled: [
        { name: 'NodeAffinity', weight: 2 * declaredWeight },
        { name: 'PodTopologySpread', weight: 2 * declaredWeight },
        { name: 'InterPodAffinity', weight: 2 * declaredWeight },
        { name: 'TaintToleration', weight: 3 * declaredWeight },
        { name: 'NodeResourcesFit', weight: 1 },
      ],
    },
  },
  pluginConfig: [
    { name: 'PodTopologySpread', args: { defaultingType: 'List', defaultConstraints: [] } },
    {
      name: 'NodeResourcesFit',
      args: {
        scoringStrategy: {
          type: 'MostAllocated',
          resources: [
            { name: 'cpu', weight: 1 },
            { name: 'memory', weight: 1 },
          ],
        },
      },
    },
  ],
};
