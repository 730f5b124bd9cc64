import { type DataTable, Given } from '@cucumber/cucumber';
import { specOf } from '../clusters/spec-rows';
import { hostsOf, networksOf } from '../clusters/topology-tables';
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
  'a cluster',
  step({
    withoutCluster: true,
    says: 'Makes a cluster of two workers and a control plane, of the default Kubernetes version.',
    example: 'Given a cluster',
    check: (world) => world.plan(specOf([], world.around)),
    run: async (world) => {
      await world.plan(specOf([], world.around));
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
    check: (world, table: DataTable) => world.plan(specOf(rowsOf(table), world.around)),
    run: async (world, table: DataTable) => {
      await world.plan(specOf(rowsOf(table), world.around));
      await world.begin();
    },
  }),
);
