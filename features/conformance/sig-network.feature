@conformance @on-request @timeout:75m
Feature: The conformance tests of the network
  What Kubernetes itself claims of every conformant cluster's network, judged by the end-to-end tests of the cluster's
  own release.

  Scenario Outline: kube-proxy <mode>
    Given a cluster:
      | workers    | 2      |
      | kube-proxy | <mode> |
    Then within 60m every sig-network conformance test of the cluster's release passes

    Examples:
      | mode     |
      | iptables |
      | nftables |

  @end
  Scenario: A cluster with something more in it
    Given a cluster:
      | workers | 2 |
    When I apply the answer
    Then within 60m every sig-network conformance test of the cluster's release passes
