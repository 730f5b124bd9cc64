@timeout:15m
Feature: Nobody can reach it
  A cluster with one nginx behind a NodePort, and a load balancer in front of it. A NetworkPolicy was to admit host01 alone
  of all hosts outside, and since it has been applied host01 gets no answer either.

  host01 has to get nginx's default page, host02 has to time out, a NetworkPolicy has to be what tells them apart, and all
  of this has to survive reboots. The cluster's machines cannot be logged into: what may change are manifests, with kubectl
  from host01, and the load balancer.

  Background:
    Given the networks:
      | name     | CIDR           |
      | internal | 172.16.0.0/24  |
      | external | 192.168.0.0/24 |
    And the hosts:
      | name   | addresses                                   | roles            |
      | lb     | internal 172.16.0.254, external 192.168.0.1 | haproxy, gateway |
      | host01 | external 192.168.0.11                       |                  |
      | host02 | external 192.168.0.12                       |                  |
    # What a manifest does not declare is no promise: the scheduler is the judge's.
    And a cluster:
      | names                 | master worker01 worker02 |
      | node network          | internal                 |
      | addresses of master   | internal 172.16.0.1      |
      | addresses of worker01 | internal 172.16.0.11     |
      | addresses of worker02 | internal 172.16.0.12     |
      | gateway               | 172.16.0.254             |
      | API server port       | 6433                     |
      | cni                   | cilium                   |
      | scheduler             | adversary                |
    When I lay "disk/" onto the disks
    And I apply "manifests/"

  @initial
  Scenario: The policy shuts out host01 too
    Given host01 has a kubeconfig for 192.168.0.1:6433
    Then within 60s "kubectl -n web get pods" on host01 prints "1/1"
    And host01 times out on 192.168.0.1:30080
    And host02 times out on 192.168.0.1:30080
    # Nothing but the policy stands between them and the page.
    When I delete every networkpolicy
    Then host01 can curl 192.168.0.1:30080 and sees "Welcome to nginx!" 20 times in a row
    And host02 can curl 192.168.0.1:30080 and sees "Welcome to nginx!" 20 times in a row

  @end
  Scenario: host01 alone gets the page, and no reboot changes that
    When I apply the answer
    Then in every placement, within 30s host01 can curl 192.168.0.1:30080 and sees "Welcome to nginx!" 20 times in a row
    And host02 times out on 192.168.0.1:30080
    When every machine reboots
    Then within 2m host01 can curl 192.168.0.1:30080 and sees "Welcome to nginx!" 20 times in a row
    And host02 times out on 192.168.0.1:30080
    # One by one: what a machine takes along with it is seen before the next one goes.
    When lb reboots
    Then within 60s host01 can curl 192.168.0.1:30080 and sees "Welcome to nginx!" 20 times in a row
    When worker01 reboots
    Then within 60s host01 can curl 192.168.0.1:30080 and sees "Welcome to nginx!" 20 times in a row
    When worker02 reboots
    Then within 60s host01 can curl 192.168.0.1:30080 and sees "Welcome to nginx!" 20 times in a row
    When master reboots
    Then within 60s host01 can curl 192.168.0.1:30080 and sees "Welcome to nginx!" 20 times in a row
    And host02 times out on 192.168.0.1:30080
    # It is the policy that tells the two apart.
    When I delete every networkpolicy
    Then host02 can curl 192.168.0.1:30080 and sees "Welcome to nginx!" 20 times in a row
