Feature: A sign
  As small as a problem can be, for what grades many answers: no node but the control plane, no pod.

  Background:
    Given a cluster:
      | workers    | 0    |
      | kube-proxy | none |
    And I apply "manifests/"

  @initial
  Scenario: The sign says closed
    Then "kubectl get configmap sign --output=jsonpath={.data.says}" on control-plane prints "closed"

  @end
  Scenario: The sign says open
    When I apply the answer
    # What only prepares and fails is inconclusive: so an answer can make it.
    And I run "kubectl get configmap sign --output=jsonpath={.data.says} | grep open" on control-plane
    Then "kubectl get configmap sign --output=jsonpath={.data.says}" on control-plane prints "open now"
