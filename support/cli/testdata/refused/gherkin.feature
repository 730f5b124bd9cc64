Feature: not Gherkin
  Scenario: x
    Given a cluster
    Whenever something
