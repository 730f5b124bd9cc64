@timeout:15m
Feature: The build failed again
  A web server in Go is built in one stage, on golang:1.15.0, and is to run in another, on alpine:3.12. The image is built without
  complaint, but its container ends as soon as it is started.

  A container of the image has to run, and the machine's port 80 has to answer with the server's words. The Dockerfile alone may
  change, its lines 1, 9 and 12 may not, and what builds the program has to stay apart from what runs it.

  Background:
    Given the networks:
      | name    | CIDR           |
      | contest | 192.168.0.0/24 |
    And the hosts:
      | name | addresses            | roles  |
      | vm   | contest 192.168.0.10 | docker |
    And no cluster
    And vm holds the images golang:1.15.0, alpine:3.12

  @initial
  Scenario: The container cannot execute what it holds
    When vm builds the image ictsc2020:0.1 from "image/"
    And vm runs the image ictsc2020:0.1 with port 80 to 1323
    # The file is there: what is not is the loader that it names, glibc's.
    Then within 30s the container of ictsc2020:0.1 on vm exits with 1 and says "no such file or directory"
    And vm is refused by localhost:80

  @end
  Scenario: The container runs, and answers
    When vm builds the answer's image as ictsc2020:0.1
    Then the image ictsc2020:0.1 on vm is made on alpine:3.12
    When vm runs the image ictsc2020:0.1 with port 80 to 1323
    Then within 30s vm can curl localhost and sees "Welcome to ICTSC2020!"
