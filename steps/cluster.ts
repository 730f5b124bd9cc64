import { type DataTable, Given } from '@cucumber/cucumber';
import { hostsAlone } from '../clusters/hosts-alone';
import { securityGroupsOf } from '../clusters/security-group-tables';
import { hostsOf, networksOf } from '../clusters/topology-tables';
import { specInCell } from '../support/cucumber/cell';
import { planInventory } from '../support/cucumber/inventory';
import { recordsOf, rowsOf } from '../support/cucumber/rows';
import { step } from '../support/cucumber/step';

Given(
  'the networks:',
  step({
    withoutCluster: true,
    says: 'Networks of the lab, each an Ethernet segment; the cluster and the hosts are plugged into them.',
    example: 'Given the networks:\n  | name | CIDR |\n  | internal | 172.16.0.0/24 |\n  | external | 192.168.0.0/24 |',
    check: async (world, table: DataTable) => world.surround({ networks: networksOf(recordsOf(table)) }),
    run: async (world, table: DataTable) => world.surround({ networks: networksOf(recordsOf(table)) }),
  }),
);

Given(
  'the hosts:',
  step({
    withoutCluster: true,
    says: 'Machines beside the cluster: Debian with a systemd, a disk of their own, and perhaps roles.',
    example:
      'Given the hosts:\n  | name | addresses | gateway | roles |\n  | lb | internal 172.16.0.254, external 192.168.0.1 | | haproxy, gateway |\n  | host01 | external 192.168.0.11 | 192.168.0.1 | |',
    check: async (world, table: DataTable) => world.surround({ hosts: hostsOf(recordsOf(table)) }),
    run: async (world, table: DataTable) => world.surround({ hosts: hostsOf(recordsOf(table)) }),
  }),
);

Given(
  'the security groups:',
  step({
    withoutCluster: true,
    says: 'OpenStack security groups: what comes in by a rule is let through, and what it answers; nothing else.',
    example:
      'Given the security groups:\n  | group | direction | protocol | ports | remote |\n  | worker | ingress | tcp | 22 | 192.168.222.0/24 |\n  | worker | ingress | tcp | 10250 | group master |',
    check: async (world, table: DataTable) => world.surround({ securityGroups: securityGroupsOf(recordsOf(table)) }),
    run: async (world, table: DataTable) => world.surround({ securityGroups: securityGroupsOf(recordsOf(table)) }),
  }),
);

Given(
  'a cluster',
  step({
    withoutCluster: true,
    says: 'Makes a cluster of two workers and a control plane, of the default Kubernetes version.',
    example: 'Given a cluster',
    check: (world) => world.plan(specInCell(world, [])),
    run: async (world) => {
      await world.plan(specInCell(world, []));
      await world.begin();
    },
  }),
);

Given(
  'a cluster:',
  step({
    withoutCluster: true,
    says: 'Makes a cluster of what the table says; a row that is missing keeps its default.',
    example:
      'Given a cluster:\n  | kubernetes | 1.34 |\n  | workers | 2 |\n  | kube-proxy | nftables |\n  | labels of worker01 | worker-id=1 |',
    check: (world, table: DataTable) => world.plan(specInCell(world, rowsOf(table))),
    run: async (world, table: DataTable) => {
      await world.plan(specInCell(world, rowsOf(table)));
      await world.begin();
    },
  }),
);

Given(
  'no cluster',
  step({
    withoutCluster: true,
    says: 'Makes the hosts and their networks alone, in a few seconds.',
    example: 'Given no cluster',
    check: (world) => world.plan(hostsAlone(world.around)),
    run: async (world) => {
      await world.plan(hostsAlone(world.around));
      await world.begin();
    },
  }),
);

Given(
  'a cluster by Kubespray from {string}',
  step({
    withoutCluster: true,
    says: "Makes the cluster that an inventory folder of Kubespray describes; an answer's inventory/ takes its place.",
    example: 'Given a cluster by Kubespray from "inventory/"',
    check: (world, folder: string) => planInventory(world, folder),
    run: async (world, folder: string) => {
      await planInventory(world, folder);
      await world.begin();
    },
  }),
);

Given(
  'a cluster by Kubespray from {string}:',
  step({
    withoutCluster: true,
    says: 'The same, with what no inventory says: the gateway of the nodes, labels, flags.',
    example: 'Given a cluster by Kubespray from "inventory/":\n  | gateway | 192.168.100.1 |',
    check: (world, folder: string, table: DataTable) => planInventory(world, folder, rowsOf(table)),
    run: async (world, folder: string, table: DataTable) => {
      await planInventory(world, folder, rowsOf(table));
      await world.begin();
    },
  }),
);
