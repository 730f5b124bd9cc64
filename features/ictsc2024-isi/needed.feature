Feature: Each of the three changes is needed
  The cluster is built from an inventory that lacks one of them. What containerd, or the pod's own program, says is what is missing.

  Background:
    Given the networks:
      | name    | CIDR             |
      | project | 192.168.100.0/24 |
      | office  | 10.244.10.0/24   |
      | images  | 10.233.90.0/24   |
    And the hosts:
      | name     | addresses                                                     | gateway     | roles    |
      | router   | project 192.168.100.1, office 10.244.10.1, images 10.233.90.1 |             |          |
      | dns      | office 10.244.10.130                                          | 10.244.10.1 | dns      |
      | registry | images 10.233.90.120                                          | 10.233.90.1 | registry |

  Scenario Outline: Without the change of <what>
    Given a cluster by Kubespray from "answers/wrong/<inventory>/inventory/":
      | gateway | 192.168.100.1 |
    And the registry registry holds the image docker-registry.hideichi.as.a.service.com/someapp:latest that runs "someapp.sh" on curlimages/curl:8.5.0
    When I lay "disk/" onto the disks
    And I apply "manifests/"
    Then within 90s "cat <log>" on node1 prints "<words>"

    Examples:
      | what         | inventory        | log                                           | words                                                   |
      | name servers | without-dns      | /var/log/containerd.log                       | on 169.254.25.10:53: no such host                       |
      | the registry | without-registry | /var/log/containerd.log                       | dial tcp 10.233.90.120:443: connect: connection refused |
      | the ranges   | without-ranges   | /var/log/pods/default_someapp-*/someapp/*.log | could not reach http://docker-registry                  |
