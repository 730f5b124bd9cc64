@shared-lab
Feature: Images on a host with Docker

  Background:
    Given the networks:
      | name | CIDR            |
      | lan  | 192.168.50.0/24 |
    And the hosts:
      | name   | addresses         | gateway | roles  |
      | vm     | lan 192.168.50.10 |         | docker |
      | client | lan 192.168.50.20 |         |        |
    And no cluster
    And vm holds the images busybox:1.36

  Scenario: an image is built, runs, and is reached by its published port
    When vm builds the image web:0.1 from "web/"
    And vm runs the image web:0.1 with port 80 to 1323
    Then within 30s vm can curl localhost and sees "Welcome to Endstate!"
    And client can curl vm and sees "Welcome to Endstate!"
    And the image web:0.1 on vm is smaller than 10MB

  Scenario: a program that prints the SHA-256 of its input
    When vm builds the image hash from "hash/"
    Then the image hash on vm answers the SHA-256 of what it is given, 5 times

  Scenario: a program that lacks its loader
    When vm builds the image dynamic from "dynamic/"
    And vm runs the image dynamic with port 81 to 1323
    Then within 30s the container of dynamic on vm exits with 1 and says "no such file or directory"
