Feature: Kubernetes on OpenStack, second phase: pods on two nodes
  Two virtual machines behind the hypervisor server01 are a cluster whose nodes tell each other their pod networks by BGP.
  Their security groups drop TCP/179: no session comes up, no node learns the other's route, and a pod reaches only the
  pods of its own node.

  Background:
    Given the networks:
      | name    | CIDR             |
      | outside | 10.20.20.0/24    |
      | inside  | 192.168.222.0/24 |
    And the hosts:
      | name     | addresses                                | gateway | roles |
      | server01 | inside 192.168.222.1, outside 10.20.20.1 |         |       |
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
    When I lay "disk/" onto the disks
    And I apply "manifests/"
    Then within 60s all 3 pods with label app=shell are Running

  @initial
  Scenario: A pod reaches a pod of its own node, and none of the other
    Then pod shell1 cannot ping pod shell2
    And pod shell1 can ping pod shell3
    And ictsc-worker can ping 192.168.222.222
    And ictsc-worker times out on 192.168.222.222:179
    And "ip route show proto bird | grep -q ." on ictsc-master exits with 1

  @initial
  Scenario: What BGP taught is unlearnt when TCP/179 is closed on the running cluster
    When the security group master allows tcp 179 from group worker
    And the security group worker allows tcp 179 from group master
    Then within 60s pod shell1 can ping pod shell2
    When the security group master no longer allows tcp 179
    And the security group worker no longer allows tcp 179
    Then within 2m pod shell1 cannot ping pod shell2
    And within 60s "ip route show proto bird | grep -q ." on ictsc-master exits with 1
    And within 60s "ip route show proto bird | grep -q ." on ictsc-worker exits with 1

  @end
  Scenario: Pods reach each other on any node, by routes learnt through BGP, and nothing else is open
    When I apply the answer
    Then within 60s pod shell1 can ping pod shell2
    And pod shell2 can ping pod shell1
    And pod shell1 can ping pod shell3
    And within 60s "birdc show protocols" on ictsc-master prints "Established"
    And "ip route show proto bird" on ictsc-master prints "10.233.65.0/24 via 192.168.222.157"
    And "ip route show proto bird" on ictsc-worker prints "10.233.64.0/24 via 192.168.222.222"
    # kube-proxy listens on 10256, nobody on 178 and 180: where these are open, the answer or the refusal comes at once.
    And ictsc-worker times out on 192.168.222.222:10256
    And ictsc-master times out on 192.168.222.157:10256
    And ictsc-worker times out on 192.168.222.222:178
    And ictsc-master times out on 192.168.222.157:180
    And server01 times out on 192.168.222.222:10256
    And server01 times out on 192.168.222.157:10256
