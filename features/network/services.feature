@shared-lab
Feature: Services and DNS
  Whatever makes the cluster, its pods find each other by address, by service and by name.

  Background:
    Given the networks:
      | name  | CIDR          |
      | nodes | 172.18.0.0/16 |
    And the hosts:
      | name | addresses          | gateway | roles   |
      | lb   | nodes 172.18.0.254 |         | haproxy |
    And a cluster:
      | node network       | nodes       |
      | labels of worker01 | place=left  |
      | labels of worker02 | place=right |
    And I apply "manifests/"
    And within 2m all 2 pods of deployment web are Running
    And within 2m all 1 pods of deployment shell are Running

  Scenario: DNS answers in a pod
    Then a pod of deployment shell resolves kubernetes.default.svc.cluster.local to 10.96.0.1
    And a pod of deployment shell resolves web.default.svc.cluster.local
    And a pod of deployment shell is told that nobody.default.svc.cluster.local does not exist
    And a pod of deployment shell is told that www.outside.example does not exist

  Scenario: a pod reaches a pod on another node
    Then a pod of deployment shell can curl port 80 of a pod of deployment web
    And a pod of deployment shell can ping a pod of deployment web

  Scenario: a service is reached by its name, its address and every node's port
    Then a pod of deployment shell can curl http://web 20 times in a row
    And a pod of deployment shell can curl http://10.96.80.80 and sees "Welcome to nginx"
    And the runner can curl worker01:30080
    And the runner can curl worker02:30080
    And a pod of deployment shell is refused by port 81 of a pod of deployment web
    And the runner is refused by worker01:30081

  Scenario: every backend of a service answers
    Then a pod of deployment shell can curl http://web/hostname from every backend of service web

  Scenario: a server sees who asks, or the node that passed it on
    Then a pod of deployment shell can curl http://web/clientip and is seen as itself
    And the runner can curl worker01:30080/clientip and is seen as worker01
    And the runner can curl worker02:30080/clientip and is seen as worker02 4 times in a row

  Scenario: a load balancer takes the nodes in turn
    When I lay "disk/" onto the disks
    Then the runner can curl lb:80 from all 2 backends
    And lb can curl worker02:30080/clientip and is seen as worker02

  Scenario: who can connect to whom
    Then a pod of deployment shell can connect to web.default.svc.cluster.local:80
    And the connectivity on port 80 is:
      |                           | a pod of deployment web | a pod of deployment shell | worker01 |
      | a pod of deployment web   | open                    | refused                   | refused  |
      | a pod of deployment shell | open                    | refused                   | refused  |
      | worker01                  | open                    | refused                   | refused  |
    # From other nodes, whichever way the CNI has between them: routes, VXLAN, IP-in-IP.
    When I run "for way in eth0 flannel.1 tunl0; do iptables -I FORWARD -i $way -p tcp --dport 80 -j DROP; done" on worker01
    Then a pod of deployment shell times out connecting to port 80 of a pod of deployment web
    And a pod of deployment shell is refused a connection to worker01:80
    And the connectivity on port 80 is:
      |                           | a pod of deployment web | worker01 |
      | a pod of deployment web   | open                    | refused  |
      | a pod of deployment shell | timed out               | refused  |
    When I run "for way in eth0 flannel.1 tunl0; do iptables -D FORWARD -i $way -p tcp --dport 80 -j DROP; done" on worker01
    Then the connectivity on port 80 is:
      |                           | a pod of deployment web |
      | a pod of deployment shell | open                    |
