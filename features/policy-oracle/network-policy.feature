@policy-oracle @on-request @shared-lab @timeout:40m
Feature: NetworkPolicy as its specification has it
  Cyclonus makes policies, knows from a model of its own what each of them has to come to, and tries it between nine pods.
  Our own probes try the same policies between the same pods. All three have to say the same of every connection.

  Cilium knows its pods by their labels alone: an address block never matches one. The specification means blocks for addresses
  outside the cluster and leaves open what they are to pods; Cyclonus's model has them match.

  Background:
    Given a cluster:
      | workers    | 2        |
      | cni        | cilium   |
      | kube-proxy | iptables |

  Scenario: Policies for namespaces and pods, peers by their namespace, named ports
    Then within 30m the NetworkPolicy cases of Cyclonus about "target, namespaces-by-label, named-port" are enforced

  Scenario: Peers by their addresses
    Then within 20m the NetworkPolicy cases of Cyclonus about "peer-ipblock" are enforced, but for:
      | case                | seen    | why                       |
      | simple ipblock      | blocked | pods by their labels only |
      | ipblock with except | blocked | pods by their labels only |

  Scenario: All, nothing, and policies that contradict each other
    Then within 30m the NetworkPolicy cases of Cyclonus about "deny-all, allow-all, conflict" are enforced, but for:
      | case                                               | seen    | why                       |
      | deny all + allow all by IP from same source        | blocked | pods by their labels only |
      | deny all by pod + allow all by IP from same source | blocked | pods by their labels only |
      | deny all + allow all by IP to same source          | blocked | pods by their labels only |
      | deny all by pod + allow all by IP to same source   | blocked | pods by their labels only |
