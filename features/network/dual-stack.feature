Feature: Dual stack
  Pods, nodes and Services have an IPv4 and an IPv6 address each, and both answer.

  Scenario Outline: CNI <cni>, kube-proxy <mode>
    Given a cluster:
      | cni                | <cni>                              |
      | kube-proxy         | <mode>                             |
      | pod CIDR           | 10.244.0.0/16, fd00:10:244::/56    |
      | service CIDR       | 10.96.0.0/12, fd00:10:96::/112     |
      | labels of worker01 | place=left                         |
      | labels of worker02 | place=right                        |
    When I apply "dual-stack/"
    Then within 2m all 2 pods of deployment web are Running
    And within 2m all 1 pods of deployment shell are Running
    And a pod of deployment shell can curl http://10.96.80.80/clientip and sees "10.244.2."
    And a pod of deployment shell can curl http://[fd00:10:96::8080]/clientip and sees "fd00:10:244:2:"
    And the runner can curl worker02:30080/hostname and sees "web-"
    And the runner can curl [fd00:172:18::c]:30080/hostname and sees "web-" 4 times in a row
    And the runner can curl worker02:30084/hostname
    And the runner is refused by [fd00:172:18::c]:30084
    When worker01 reboots
    Then within 60s a pod of deployment shell can curl http://[fd00:10:96::8080]/hostname and sees "web-"

    Examples:
      | cni    | mode     |
      | bridge | iptables |

    @on-request
    Examples:
      | cni    | mode     |
      | bridge | nftables |
      | ptp    | iptables |
      | ptp    | nftables |
