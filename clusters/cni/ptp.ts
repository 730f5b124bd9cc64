import { file } from '../netns/disk';
import type { NodeCni } from './cni';
import { rangesOf } from './ranges';
import { routesBetweenNodes } from './routes';

/** The reference point-to-point plugin, kindnet's way: a veth pair and a host route a pod. Honours no NetworkPolicy. */
export const ptp: NodeCni = {
  name: 'ptp',
  description: 'reference ptp plugin (a veth pair and a host route per pod, as kindnet does) with static routes',
  providers: ['netns', 'kind'],
  enforcesNetworkPolicy: false,
  kubeProxyModes: ['iptables', 'nftables', 'ipvs', 'none'],
  files: (plan, node) => ({
    ...routesBetweenNodes(plan, node),
    '/etc/cni/net.d/10-ptp.conflist': file(
      JSON.stringify(
        {
          cniVersion: '0.4.0',
          name: 'ptp',
          plugins: [
            {
              type: 'ptp',
              ipMasq: false,
              ipam: {
                type: 'host-local',
                ranges: rangesOf(node),
                routes: [{ dst: '0.0.0.0/0' }, ...(node.six ? [{ dst: '::/0' }] : [])],
                dataDir: '/run/cni-ipam',
              },
            },
            { type: 'portmap', capabilities: { portMappings: true } },
          ],
        },
        null,
        2,
      ),
    ),
  }),
};
