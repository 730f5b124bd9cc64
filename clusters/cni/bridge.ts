import type { DiskFiles } from '../netns/disk';
import { file } from '../netns/disk';
import type { NodePlan } from '../netns/plan';
import type { NodeCni } from './cni';
import { rangesOf } from './ranges';
import { routesBetweenNodes } from './routes';

/** The reference bridge plugin: one Linux bridge a node, routes between nodes. Honours no NetworkPolicy. */
export const bridge: NodeCni = {
  name: 'bridge',
  description: 'reference bridge plugin with host-local addresses and static routes between nodes',
  providers: ['netns', 'kind', 'k3d'],
  enforcesNetworkPolicy: false,
  kubeProxyModes: ['iptables', 'nftables', 'ipvs', 'none'],
  files: (plan, node) => ({ ...routesBetweenNodes(plan, node), ...bridgeConfiguration('bridge', node) }),
};

/** The plugin's configuration: pods of a node on one Linux bridge, with addresses of the node's own range. */
export function bridgeConfiguration(name: string, node: NodePlan): DiskFiles {
  return {
    [`/etc/cni/net.d/10-${name}.conflist`]: file(
      JSON.stringify(
        {
          cniVersion: '0.4.0',
          name,
          plugins: [
            {
              type: 'bridge',
              bridge: 'cni0',
              isDefaultGateway: true,
              hairpinMode: true,
              ipMasq: false,
              ipam: { type: 'host-local', ranges: rangesOf(node), dataDir: '/run/cni-ipam' },
            },
            { type: 'portmap', capabilities: { portMappings: true } },
          ],
        },
        null,
        2,
      ),
    ),
  };
}
