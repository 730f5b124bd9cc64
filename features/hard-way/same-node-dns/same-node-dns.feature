Feature: DNS for a pod on the same node as CoreDNS
  A cluster was built by hand, and names are found from some pods only. On the node where CoreDNS runs, its answer goes
  to the asking pod over the node's bridge, past iptables: nobody puts the Service's address back into it, and the pod
  throws away an answer from an address that it did not ask.

  Background:
    Given a cluster:
      | workers      | 2                           |
      | names        | controller0 worker0 worker1 |
      | node CIDR    | 10.240.0.0/24               |
      | pod CIDR     | 10.200.0.0/16               |
      | service CIDR | 10.32.0.0/24                |
    When I lay "disk/" onto the disks
    And I apply "manifests/"
    And I run "kubectl -n kube-system patch deployment coredns --patch-file /root/beside.yaml" on controller0
    Then within 2m deployment kube-system/coredns is rolled out

  @initial
  Scenario: The answer comes from an unexpected source
    Then pod apart resolves kubernetes.default.svc.cluster.local to 10.32.0.1
    And pod beside gets the DNS answer for kubernetes.default.svc.cluster.local from an unexpected source

  @end
  Scenario: Every pod gets its answer from the Service's address
    When I apply the answer
    Then within 2m deployment kube-system/coredns is rolled out
    And within 60s pod apart resolves kubernetes.default.svc.cluster.local to 10.32.0.1
    And pod beside resolves kubernetes.default.svc.cluster.local to 10.32.0.1
