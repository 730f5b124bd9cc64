Feature: words that cannot be run

  Scenario: undefined step
    Given a cluster
    Then the moon is full

  Scenario: column
    Given a cluster:
      | worker | 2 |

  Scenario: width
    Given a cluster:
      | workers | 2 | 3 |

  Scenario: CNI
    Given a cluster:
      | cni | brige |

  Scenario: mode
    Given a cluster:
      | kube-proxy | iptable |

  Scenario: version
    Given a cluster:
      | kubernetes | 9.99 |

  Scenario: unit
    Given a cluster
    Then within 60sec all 3 nodes are Ready

  Scenario: machine
    Given a cluster
    When worker3 reboots

  Scenario: client
    Given a cluster
    Then wroker01 can curl http://web

  Scenario: quantifier
    Given a cluster
    Then all 0 pods of deployment web are Running

  Scenario: no cluster
    When I apply the manifest:
      """
      {apiVersion: v1, kind: Namespace, metadata: {name: x}}
      """
    Then worker01 can curl http://web

  Scenario: no manifest
    Given a cluster
    When I apply "nowhere.yaml"

  Scenario: malformed manifest
    Given a cluster
    When I apply "malformed.yaml"

  Scenario: empty manifest
    Given a cluster
    When I apply "empty.yaml"

  Scenario: no answer
    Given a cluster
    When I apply the answer

  Scenario: no inventory
    Given a cluster by Kubespray from "nowhere/"

  Scenario: no registry
    Given a cluster
    And the registry worker01 holds the image hub.example/app:latest that runs "app.sh" on busybox:1.36

  Scenario: no times in every placement
    Given a cluster:
      | scheduler | adversary |
    Then in every placement, within 30s the runner can curl worker01:30080 and sees "Welcome" 0 times in a row

  @timeout:soon
  Scenario: deadline
    Given a cluster

  Scenario: nothing
