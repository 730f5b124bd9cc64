Feature: WOL, the riddle: on the colleague's cluster the same manifests run
  Whoever balances the Services decides what becomes of internalTrafficPolicy: Local. kube-proxy honours it in every mode.
  Cilium in its place honours it from 1.13 on; 1.12 does not know it and sends a client to any server. The manifests are
  the broken ones, unchanged; the caller stands beside the clients, so that the request itself is claimed too.

  @riddle @soak
  Scenario: Cilium 1.12 in place of kube-proxy: every call is heard
    Given a cluster:
      | workers            | 2           |
      | labels of worker01 | worker-id=1 |
      | labels of worker02 | worker-id=2 |
      | cni                | cilium-1.12 |
      | kube-proxy         | none        |
    When I apply "manifests/"
    And I apply "riddle/"
    Then within 90s all 3 pods named client-deployment-* have stayed Running for 60s
    And pod caller can curl http://server-service 20 times in a row

  @riddle @soak
  Scenario Outline: <who>: nobody hears the clients
    Given a cluster:
      | workers            | 2            |
      | labels of worker01 | worker-id=1  |
      | labels of worker02 | worker-id=2  |
      | cni                | <cni>        |
      | kube-proxy         | <kube-proxy> |
    When I apply "manifests/"
    And I apply "riddle/"
    Then within 90s all 3 pods of deployment server-deployment are Running
    And within 60s pod caller <meets> http://server-service
    And within 3m all 3 pods named client-deployment-* restart again and again

    # kube-proxy drops what it may send nowhere. Cilium 1.15 rejects it: the default of its flag service-no-backend-response.
    Examples:
      | who                                | cni    | kube-proxy | meets         |
      | kube-proxy in mode iptables        | bridge | iptables   | times out on  |
      | kube-proxy in mode nftables        | bridge | nftables   | times out on  |
      | Cilium 1.15 in place of kube-proxy | cilium | none       | is refused by |
