@policy-oracle @on-request @timeout:60m
Feature: NetworkPolicy as its specification has it
  Cyclonus makes policies, knows from a model of its own what each of them has to come to, and tries it between nine pods.
  Our own probes try the same policies between the same pods. All three have to say the same of every connection.

  Scenario: Cilium beside kube-proxy
    Given a cluster:
      | workers    | 2        |
      | cni        | cilium   |
      | kube-proxy | iptables |
    Then within 40m the NetworkPolicy cases of Cyclonus about "conflict, deny-all, allow-all, target, peer-ipblock, namespaces-by-label, named-port" are enforced
