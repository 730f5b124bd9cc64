import type { DiskFiles } from '../netns/disk';
import { file, service } from '../netns/disk';
import type { LabPlan, NodePlan } from '../netns/plan';
import { bridgeConfiguration } from './bridge';
import type { NodeCni } from './cni';
import { masquerade } from './masquerade';

/**
 * Calico's way without its agent: every node runs BIRD 2 in a full mesh of BGP sessions (TCP/179) and tells the others
 * its pod network. Pods hang on the reference bridge plugin. Honours no NetworkPolicy.
 */
export const bgp: NodeCni = {
  name: 'bgp',
  description: 'reference bridge plugin with host-local addresses, routes between nodes by BGP (BIRD 2, full mesh)',
  providers: ['netns'],
  enforcesNetworkPolicy: false,
  ipv4Alone: 'its BIRD tells the nodes of IPv4 routes',
  kubeProxyModes: ['iptables', 'nftables', 'ipvs', 'none'],
  files: (plan, node) => ({ ...bird(plan, node), ...masquerade(plan, node), ...bridgeConfiguration('bgp', node) }),
};

/** Of Calico's node-to-node mesh: one private AS for all. */
const autonomousSystem = 64512;

function bird(plan: LabPlan, node: NodePlan): DiskFiles {
  return {
    '/etc/bird/bird.conf': file(birdConfiguration(plan, node)),
    ...service('bird', ['bird', '-f', '-c', '/etc/bird/bird.conf'], { before: ['mkdir -p /run/bird'] }),
  };
}

/**
 * Calico's bird.cfg where it says something (graceful restart, connect and error times, scans). Its hold time is BIRD's
 * default of 240 s; here it is RFC 4271's 90 s: that is how long routes outlive a way that swallows everything.
 */
function birdConfiguration(plan: LabPlan, node: NodePlan): string {
  const peers = plan.nodes.filter((other) => other.name !== node.name);
  return `log stderr all;
router id ${node.address};

protocol device { scan time 2; }

protocol static pods {
  ipv4;
  route ${node.podCidr} blackhole;
}

# Only what was learnt goes into the kernel: the node's own pods are behind its bridge.
protocol kernel {
  ipv4 { import none; export where source = RTS_BGP; };
  scan time 2;
}

template bgp node {
  local ${node.address} as ${autonomousSystem};
  direct;
  hold time 90;
  connect delay time 2;
  connect retry time 5;
  error wait time 5, 30;
  graceful restart;
  ipv4 { import all; export where source = RTS_STATIC; };
}

${peers.map(({ name, address }) => `protocol bgp ${symbol(name)} from node { neighbor ${address} as ${autonomousSystem}; }\n`).join('')}`;
}

/** BIRD takes letters, digits and underscores in a protocol's name. */
function symbol(machine: string): string {
  return `to_${machine.replaceAll('-', '_')}`;
}
