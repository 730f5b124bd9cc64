Feature: Kubernetes on OpenStack, first phase: the deployment
  Two virtual machines behind the hypervisor server01, both still switched off, are to become a cluster. The deployment stops
  where the machines fetch the list of packages: the mirror is outside, and server01 forwards nothing.

  Background:
    Given the networks:
      | name    | CIDR             |
      | outside | 10.20.20.0/24    |
      | inside  | 192.168.222.0/24 |
    And the hosts:
      | name     | addresses                                | gateway | roles |
      | server01 | inside 192.168.222.1, outside 10.20.20.1 |         |       |
      | mirror   | outside 10.20.20.100                     |         | web   |
    And the security groups:
      | group  | protocol | ports       | remote         |
      | master | icmp     |             |                |
      | master | tcp      | 22          |                |
      | master | tcp      | 6443        |                |
      | master | tcp      | 10250       | group master   |
      | master | any      |             | 10.233.64.0/18 |
      | worker | icmp     |             |                |
      | worker | tcp      | 22          |                |
      | worker | tcp      | 10250       | group master   |
      | worker | tcp      | 30000-32767 |                |
      | worker | any      |             | 10.233.64.0/18 |
    And a cluster:
      | workers                         | 1                         |
      | names                           | ictsc-master ictsc-worker |
      | node network                    | inside                    |
      | addresses of ictsc-master       | inside 192.168.222.222    |
      | addresses of ictsc-worker       | inside 192.168.222.157    |
      | security groups of ictsc-master | master                    |
      | security groups of ictsc-worker | worker                    |
      | gateway                         | 192.168.222.1             |
      | cni                             | bgp                       |
      | pod CIDR                        | 10.233.64.0/18            |
      | service CIDR                    | 10.233.0.0/18             |
      | wait for                        | API server                |
    When I lay "disk/" onto the disks
    And ictsc-master is switched off
    And ictsc-worker is switched off

  @initial
  Scenario: The deployment stops where the package cache is updated
    When ictsc-master is switched on
    And ictsc-worker is switched on
    Then server01 can curl http://10.20.20.100/dists/stable/Packages
    And ictsc-master times out on http://10.20.20.100/dists/stable/Packages
    And ictsc-worker times out on http://10.20.20.100/dists/stable/Packages
    And within 60s "tail /var/log/kubelet.log" on ictsc-master prints "Failed to update apt cache"
    And within 60s "tail /var/log/kubelet.log" on ictsc-worker prints "Failed to update apt cache"
    And within 2m all 2 nodes are NotReady

  @end
  Scenario: All of the deployment runs, and the nodes are listed
    When ictsc-master is switched on
    And ictsc-worker is switched on
    And I apply the answer
    Then ictsc-master can curl http://10.20.20.100/dists/stable/Packages
    And ictsc-worker can curl http://10.20.20.100/dists/stable/Packages
    # 64 is what was downloaded; a kubelet's own default is 110.
    And within 90s "kubectl get nodes -o jsonpath={.items[*].status.capacity.pods}" on ictsc-master prints "64 64"
    And within 60s all 2 nodes are Ready
    And "kubectl get nodes" on ictsc-master prints "ictsc-worker"
    # By the floating addresses, both ways.
    And "cat /var/log/nginx/access.log" on mirror prints "10.20.20.235"
    And "cat /var/log/nginx/access.log" on mirror prints "10.20.20.206"
    And mirror can ping 10.20.20.235
