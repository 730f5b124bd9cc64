Feature: Every Kubernetes version
  The same manifests come to the same end on every minor that is pinned, in kube-proxy's modes.

  Scenario Outline: Kubernetes <version>, kube-proxy <mode>
    Given a cluster:
      | kubernetes         | <version>   |
      | kube-proxy         | <mode>      |
      | labels of worker01 | place=left  |
      | labels of worker02 | place=right |
    Then "kubelet --version" on worker01 prints "Kubernetes v<version>."
    When I apply "manifests/"
    Then within 2m all 2 pods of deployment web are Running
    And within 2m all 1 pods of deployment shell are Running
    And a pod of deployment shell resolves web.default.svc.cluster.local
    And a pod of deployment shell can curl http://web/hostname from every backend of service web
    And a pod of deployment shell can ping a pod of deployment web
    And a pod of deployment shell is refused by port 81 of a pod of deployment web
    And the runner can curl worker02:30080 and sees "Welcome to nginx"
    When worker01 reboots
    Then within 60s the runner can curl worker02:30080 and sees "Welcome to nginx"

    Examples:
      | version | mode     |
      | 1.34    | nftables |

    # Each brings a Kubernetes of its own into the cache: minutes, where it has to be built.
    @on-request
    Examples:
      | version | mode     |
      | 1.29    | iptables |
      | 1.29    | nftables |
      | 1.34    | iptables |
      | 1.36    | iptables |
      | 1.36    | nftables |
