Feature: Placements under a scheduler that is not the judge's

  # One pod and three ways to lean on the scheduler: four roll-outs try each.
  @roll-outs:4
  Scenario Outline: a node answers (<manifests>)
    Given a cluster:
      | scheduler | adversary |
    When I apply "placements/<manifests>/"
    Then in every placement, within 15s the runner can curl worker01:30080 and sees "Caddy" 2 times in a row

    # worker01 answers only where the pod happens to be on it.
    Examples:
      | manifests |
      | anywhere  |
      | lucky     |
