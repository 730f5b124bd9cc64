@needs-network-policy
Feature: NetworkPolicy
  Who may reach a pod is enforced for other pods and for machines outside the cluster alike, by their own address.

  Background:
    Given the networks:
      | name  | CIDR          |
      | nodes | 172.18.0.0/16 |
    And the hosts:
      | name   | addresses          |
      | host01 | nodes 172.18.0.101 |
      | host02 | nodes 172.18.0.102 |

  Scenario Outline: A policy admits a pod and a host, and nobody else, <cni> with kube-proxy <mode>
    Given a cluster:
      | cni           | <cni>  |
      | kube-proxy    | <mode> |
      | workers       | 2      |
      | control plane | hidden |
    When I apply "policy/"
    Then within 60s all 1 pods of deployment web are Running
    And within 60s pod friend can curl http://web and sees "Welcome to nginx!"
    # A Service with externalTrafficPolicy Local: the client's own address arrives.
    And host01 can curl worker01:30081 5 times in a row
    And pod stranger times out on http://web
    And host02 times out on worker01:30081
    # With Cluster, the request that another node passes on has that node's address.
    And host01 times out on worker02:30080

    Examples:
      | cni    | mode     |
      | cilium | iptables |

    @soak
    Examples: what else goes with Cilium
      | cni         | mode     |
      | cilium      | nftables |
      | cilium      | none     |
      | cilium-1.12 | none     |
