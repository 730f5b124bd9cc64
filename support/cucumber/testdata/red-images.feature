@shared-lab
Feature: Images that are not as stated

  Background:
    Given the networks:
      | name | CIDR            |
      | lan  | 192.168.50.0/24 |
    And the hosts:
      | name | addresses         | gateway | roles  |
      | vm   | lan 192.168.50.10 |         | docker |
    And no cluster
    And vm holds the images busybox:1.36

  Scenario: a build that needs a network
    When vm builds the image network from "red-images/network"

  Scenario: an archive that is none
    When vm builds the image archive from "red-images/archive"

  Scenario: an image of nothing
    When vm builds the image nothing from "red-images/nothing"
    And vm runs the image nothing

  Scenario: a program that goes on
    When vm builds the image sleeper from "red-images/sleeper"
    And vm runs the image sleeper
    Then within 1s the container of sleeper on vm exits with 0

  Scenario: a program that knows one digest
    When vm builds the image constant from "red-images/constant"
    Then the image constant on vm answers the SHA-256 of what it is given, 1 time

  Scenario: an image that is too large
    When vm builds the image large from "red-images/sleeper"
    Then the image large on vm is smaller than 1MB

  Scenario: a base that nobody has
    When vm builds the image homeless from "red-images/homeless"

  Scenario: a Docker that ends
    When I run "systemctl kill --signal=KILL docker" on vm
    And vm builds the image after from "red-images/network"
