Feature: how scenarios end

  Scenario: well
    Given it ends well

  Scenario: measure
    Given it ends well with a measure

  Scenario: roll-outs
    Given it ends well with roll-outs

  Scenario: mismatch
    Given it ends well
    Given it ends with a mismatch
    Given it ends well

  Scenario: inconclusive
    Given it ends with a check that could not be made

  Scenario: bad input
    Given it ends with bad input

  Scenario: unsupported
    Given it ends unsupported

  @may-skip
  Scenario: unsupported, may be skipped
    Given it ends unsupported

  Scenario: defect
    Given it ends with a defect

  @timeout:100ms
  Scenario: deadline
    Given it ends with its deadline

  Scenario: undefined
    Given nobody says this

  Scenario: ambiguous
    Given two steps say this

  Scenario: unit
    Given a word that 60sec refuses

  Scenario: nothing
