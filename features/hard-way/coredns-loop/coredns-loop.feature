@timeout:10m
Feature: CoreDNS and the resolv.conf it is handed
  A cluster was built by hand, and CoreDNS does not come up. The kubelet hands the node's resolv.conf to its pod. That
  names 127.0.0.1, which inside the pod is CoreDNS itself: it asks itself, notices, and ends.

  Background:
    Given the networks:
      | name  | CIDR          |
      | nodes | 10.240.0.0/24 |
    And the hosts:
      | name | addresses         | gateway | roles |
      | dns  | nodes 10.240.0.53 |         | dns   |
    And a cluster:
      | workers      | 1                   |
      | names        | controller0 worker0 |
      | node network | nodes               |
      | pod CIDR     | 10.200.0.0/16       |
      | service CIDR | 10.32.0.0/24        |
    When I lay "disk/" onto the disks
    And I apply "manifests/"

  @initial
  Scenario: CoreDNS ends again and again
    Then within 4m all 1 pods of deployment kube-system/coredns restart again and again
    And "kubectl -n kube-system logs deploy/coredns --previous" on controller0 prints "Loop"

  @end
  Scenario: CoreDNS stays up, and names are found inside and outside
    When I apply the answer
    Then within 60s all 1 pods of deployment kube-system/coredns have stayed Running for 30s
    And within 60s all 1 pods of deployment shell are Running
    And a pod of deployment shell resolves kubernetes.default.svc.cluster.local to 10.32.0.1
    And a pod of deployment shell resolves www.outside.example to 203.0.113.7
    And a pod of deployment shell is told that nobody.outside.example does not exist
