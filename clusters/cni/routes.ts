import type { DiskFiles } from '../netns/disk';
import { script } from '../netns/disk';
import type { LabPlan, NodePlan } from '../netns/plan';
import { masquerade } from './masquerade';

/**
 * Routes between the nodes' pod networks and a masquerade for what leaves the cluster, kindnet's way: static, since the
 * plan knows every node.
 */
export function routesBetweenNodes(plan: LabPlan, node: NodePlan): DiskFiles {
  const others = plan.nodes.filter((other) => other.name !== node.name);
  const lines = others.map((other) => `ip route replace ${other.podCidr} via ${other.address} dev ${node.interface}\n`);
  const lines6 = others.flatMap(({ six }) =>
    six ? [`ip -6 route replace ${six.podCidr} via ${six.address} dev ${node.interface}\n`] : [],
  );
  return { '/etc/endstate/network.d/50-pod-routes': script([...lines, ...lines6].join('')), ...masquerade(plan, node) };
}
