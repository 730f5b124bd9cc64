Feature: The riddle's claims, each where theory says the other one: all of them have to fail

  Scenario Outline: the clients come to rest on <who>
    Given a cluster:
      | workers            | 2            |
      | labels of worker01 | worker-id=1  |
      | labels of worker02 | worker-id=2  |
      | cni                | <cni>        |
      | kube-proxy         | <kube-proxy> |
    When I apply "../../../features/ictsc2023-wol/manifests/"
    Then within 90s all 3 pods named client-deployment-* have stayed Running for 60s

    Examples:
      | who                             | cni    | kube-proxy |
      | kube-proxy in mode iptables     | bridge | iptables   |
      | kube-proxy in mode nftables     | bridge | nftables   |
      | Cilium 1.15 in kube-proxy's place | cilium | none       |

  Scenario: a request times out on Cilium 1.12 in kube-proxy's place
    Given a cluster:
      | workers            | 2           |
      | labels of worker01 | worker-id=1 |
      | labels of worker02 | worker-id=2 |
      | cni                | cilium-1.12 |
      | kube-proxy         | none        |
    When I apply "../../../features/ictsc2023-wol/manifests/"
    And I apply "../../../features/ictsc2023-wol/riddle/"
    Then within 90s all 3 pods named client-deployment-* are Running
    And within 60s pod caller times out on http://server-service

  Scenario: the clients restart again and again on Cilium 1.12 in kube-proxy's place
    Given a cluster:
      | workers            | 2           |
      | labels of worker01 | worker-id=1 |
      | labels of worker02 | worker-id=2 |
      | cni                | cilium-1.12 |
      | kube-proxy         | none        |
    When I apply "../../../features/ictsc2023-wol/manifests/"
    Then within 90s all 3 pods named client-deployment-* are Running
    And within 2m all 3 pods named client-deployment-* restart again and again
