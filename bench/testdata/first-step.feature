Feature: How long a run takes to its first step

  Scenario: a lab that cannot be made, so that only the start is measured
    Given a cluster:
      | workers | 0 |
