Feature: A node that forwards nothing

  Background:
    Given a cluster:
      | workers  | 0          |
      | wait for | API server |
    And net.ipv4.ip_forward is 0 on control-plane

  @initial
  Scenario: Nothing is forwarded
    Then "sysctl net.ipv4.ip_forward" on control-plane prints "= 0"

  @end
  Scenario: It forwards
    When I apply the answer
    Then "sysctl net.ipv4.ip_forward" on control-plane prints "= 1"
