@shared-lab
Feature: Services and DNS
  Whatever makes the cluster, its pods find each other by address, by service and by name.

  Background:
    Given a cluster:
      | labels of worker01 | place=left  |
      | labels of worker02 | place=right |
    And I apply "manifests/"
    And within 2m all 1 pods of deployment web are Running
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
