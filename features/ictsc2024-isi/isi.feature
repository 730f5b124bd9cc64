Feature: Pods that use the in-house registry
  A cluster was built by Kubespray on node1, the only machine that may be touched. Its nodes and pods shall use the company's
  registry, which speaks plain HTTP, under its name, which only the company's name server knows.

  Background:
    Given the networks:
      | name     | CIDR             |
      | project  | 192.168.100.0/24 |
      | office   | 10.244.10.0/24   |
      | images   | 10.233.90.0/24   |
    And the hosts:
      | name     | addresses                                                     | gateway     | roles    |
      | router   | project 192.168.100.1, office 10.244.10.1, images 10.233.90.1 |             |          |
      | dns      | office 10.244.10.130                                          | 10.244.10.1 | dns      |
      | registry | images 10.233.90.120                                          | 10.233.90.1 | registry |
    And a cluster by Kubespray from "inventory/":
      | gateway | 192.168.100.1 |
    And the registry registry holds the image docker-registry.hideichi.as.a.service.com/someapp:latest that runs "someapp.sh" on curlimages/curl:8.5.0
    When I lay "disk/" onto the disks

  @initial
  Scenario: The image is not pulled
    When I apply "manifests/"
    Then within 60s the job someapp does not get its image
    And "tail -n 1 /var/log/containerd.log" on node1 prints "lookup docker-registry.hideichi.as.a.service.com on 169.254.25.10:53: no such host"
    And node1 is told that docker-registry.hideichi.as.a.service.com does not exist

  @end
  Scenario: The job completes
    When I apply the answer
    And I apply "manifests/"
    Then within 90s the job someapp completes with exit code 0
