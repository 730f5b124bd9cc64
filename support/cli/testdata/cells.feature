Feature: What a cell makes of a cluster

  Scenario: the node of a cell without a word in its table
    Given a cluster:
      | workers | 0 |
    Then within 60s all 1 nodes are Ready

  Scenario: a node that is for nftables alone
    Given a cluster:
      | workers    | 0        |
      | kube-proxy | nftables |
    Then within 60s all 1 nodes are Ready
