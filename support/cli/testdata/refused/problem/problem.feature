Feature: a problem

  @end
  Scenario: end state
    Given a cluster
    When I apply the answer
    Then all 3 nodes are Ready
