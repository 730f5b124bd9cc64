Feature: Nodes that look for the API server behind a load balancer
  A cluster was built by hand. Kubelets reach the API server through a load balancer with one arm on the global network
  and one on the private LAN. The API server answers through its default gateway, the router, which is on the global
  network too: the reply comes back past the load balancer, from an address that nobody asked, and no node gets Ready.

  Background:
    Given the networks:
      | name    | CIDR           |
      | private | 10.240.0.0/24  |
      | global  | 203.0.113.0/24 |
    And the hosts:
      | name   | addresses                                  | gateway | roles   |
      | router | private 10.240.0.1, global 203.0.113.1     |         | gateway |
      | lb     | global 203.0.113.100, private 10.240.0.254 |         |         |
    And a cluster:
      | workers                  | 1                     |
      | names                    | controller0 worker0   |
      | control plane            | hidden                |
      | node network             | private               |
      | gateway                  | 10.240.0.1            |
      | API endpoint             | 203.0.113.100:6443    |
      | wait for                 | API server            |
      | pod CIDR                 | 10.200.0.0/16         |
      | service CIDR             | 10.32.0.0/24          |
    When I lay "disk/" onto the disks

  @initial
  Scenario: The kubelet gets no answer from the API server
    Then "curl -sk https://10.240.0.10:6443/healthz" on worker0 prints "ok"
    And worker0 times out on https://203.0.113.100:6443/healthz
    And within 3m all 1 nodes are NotReady

  @end
  Scenario: The node gets Ready
    When I apply the answer
    Then within 60s all 1 nodes are Ready
    And worker0 can ping 203.0.113.1
