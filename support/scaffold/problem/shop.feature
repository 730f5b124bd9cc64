Feature: A shop that nobody reaches
  The shop's pods are running, and yet whoever asks for a page is refused. Visitors come in by port 30080 of any node.

  # The broken start: what a contestant finds. It runs without an answer.
  @initial
  Scenario: Visitors are refused
    Given a cluster
    When I apply "manifests/"
    Then within 60s all 2 pods of deployment shop are Running
    And the runner is refused by worker01:30080

  # The end state: it runs once for each answer, each time in a lab of its own.
  @end
  Scenario: Visitors get the page
    Given a cluster
    When I apply "manifests/"
    Then within 60s all 2 pods of deployment shop are Running
    When I apply the answer
    Then within 30s the runner can curl worker01:30080 and sees "Caddy" 10 times in a row
    And all 2 pods of deployment shop stay Running for 5s
