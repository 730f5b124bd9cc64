Feature: A node without patience

  Background:
    Given a cluster:
      | workers       | 0          |
      | control plane | hidden     |
      | wait for      | API server |
    And net.ipv4.tcp_fin_timeout is 5 on control-plane

  @initial
  Scenario: It gives up
    Then "sysctl net.ipv4.tcp_fin_timeout" on control-plane prints "= 5"

  @end
  Scenario: It waits
    When I apply the answer
    Then "sysctl net.ipv4.tcp_fin_timeout" on control-plane prints "= 60"
