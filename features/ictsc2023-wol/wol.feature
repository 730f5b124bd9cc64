@timeout:40m
Feature: WOL: love calls that never reach their pod
  Somebody built a first Kubernetes cluster and deployed the little connectivity test of a senior colleague: clients that
  keep calling a Service, and servers behind it. Everything was created, and yet the clients are restarted again and again.
  On the colleague's own cluster the same manifests run without a complaint.

  The three pods whose names begin with client-deployment have to start properly, which means: they stay up for a minute.
  Only the files under manifests/ may be changed and applied, nothing below a Deployment's containers, and not
  client-configmap.yaml.

  @initial
  Scenario Outline: Nobody hears the clients (kube-proxy: <kube-proxy>)
    Given a cluster:
      | workers            | 2            |
      | labels of worker01 | worker-id=1  |
      | labels of worker02 | worker-id=2  |
      | kube-proxy         | <kube-proxy> |
    When I apply "manifests/"
    Then within 3m all 3 pods named client-deployment-* restart again and again

    @iptables
    Examples:
      | kube-proxy |
      | iptables   |

    @nftables
    Examples:
      | kube-proxy |
      | nftables   |

  # A fix that holds only as long as the scheduler happens to mix the pods is luck: it is tried wherever they may go.
  @end @placements
  Scenario Outline: Every call is heard, wherever the scheduler may put the pods (kube-proxy: <kube-proxy>)
    Given a cluster:
      | workers            | 2            |
      | labels of worker01 | worker-id=1  |
      | labels of worker02 | worker-id=2  |
      | kube-proxy         | <kube-proxy> |
      | scheduler          | adversary    |
    When I apply "manifests/"
    And I apply the answer
    Then in every placement, within 90s all 3 pods named client-deployment-* stay Running for 60s

    @iptables
    Examples:
      | kube-proxy |
      | iptables   |

    @nftables
    Examples:
      | kube-proxy |
      | nftables   |

  # As in the contest: over clients that have failed for a while. The kubelet's back-off may last up to 5 minutes.
  @end @as-applied
  Scenario Outline: The clients that failed come to rest (kube-proxy: <kube-proxy>)
    Given a cluster:
      | workers            | 2            |
      | labels of worker01 | worker-id=1  |
      | labels of worker02 | worker-id=2  |
      | kube-proxy         | <kube-proxy> |
    When I apply "manifests/"
    Then within 3m all 3 pods named client-deployment-* restart again and again
    When I apply the answer
    Then within 6m all 3 pods named client-deployment-* have stayed Running for 60s

    @iptables
    Examples:
      | kube-proxy |
      | iptables   |

    @nftables
    Examples:
      | kube-proxy |
      | nftables   |
