import type { DiskFiles } from '../netns/disk';
import { script } from '../netns/disk';
import type { LabPlan, NodePlan } from '../netns/plan';

/** A masquerade for what leaves the cluster. Pod addresses are kept between pods, on whichever node. */
export function masquerade(plan: LabPlan, node: NodePlan): DiskFiles {
  const rules = `nft -f - <<RULES
table ip endstate-masquerade {
  chain postrouting {
    type nat hook postrouting priority srcnat + 5;
    ip saddr ${node.podCidr} ip daddr != ${plan.spec.podCidr} masquerade
  }
}
${node.six ? masquerade6(node.six.podCidr, plan.spec.podCidr6) : ''}RULES
`;
  return { '/etc/endstate/network.d/60-masquerade': script(rules) };
}

function masquerade6(own: string, all: string): string {
  return `table ip6 endstate-masquerade {
  chain postrouting {
    type nat hook postrouting priority srcnat + 5;
    ip6 saddr ${own} ip6 daddr != ${all} masquerade
  }
}
`;
}
