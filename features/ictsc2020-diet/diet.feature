@timeout:15m
Feature: An image on a diet
  A program in Go prints the SHA-256 of what it is given. The image that was made for it in a hurry holds all of Go and compiles the
  program anew whenever a container starts. It works, and it is far too large.

  The image has to become smaller, the smaller the better, and has to go on hashing rightly. The program itself is to stay as it is; the
  Dockerfile, the build and the finished image are free.

  Background:
    Given the networks:
      | name    | CIDR           |
      | contest | 192.168.0.0/24 |
    And the hosts:
      | name | addresses            | roles  |
      | vm   | contest 192.168.0.10 | docker |
    And no cluster
    And vm holds the images golang:1.15, alpine:3.12, gcr.io/distroless/static:nonroot
    When vm builds the image ictsc-dit:start from "image/"

  @initial
  Scenario: The image hashes rightly, and is as large as what it is built on
    Then the image ictsc-dit:start on vm answers the SHA-256 of what it is given, 5 times
    And the image ictsc-dit:start on vm is made on golang:1.15

  @end
  Scenario: The image hashes as rightly, and is smaller
    When vm builds the answer's image as ictsc-dit
    Then the image ictsc-dit on vm answers the SHA-256 of what it is given, 5 times
    And the image ictsc-dit on vm is smaller than the image ictsc-dit:start
