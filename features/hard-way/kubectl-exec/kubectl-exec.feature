Feature: kubectl exec and logs
  A cluster was built by hand. Pods run, yet nobody can look into one: kubectl exec and kubectl logs end with an error,
  since the API server looks the kubelet up by its host name, and that name is known nowhere.

  Background:
    Given a cluster:
      | workers      | 1                   |
      | names        | controller0 worker0 |
      | node CIDR    | 10.240.0.0/24       |
      | pod CIDR     | 10.200.0.0/16       |
      | service CIDR | 10.32.0.0/24        |
    When I lay "disk/" onto the disks
    And I apply "manifests/"
    Then within 60s all 1 pods of deployment web are Running

  @initial
  Scenario: The kubelet's name is not found
    Then "kubectl exec deploy/web -- id -un 2>&1" on controller0 prints "lookup worker0"
    And "kubectl exec deploy/web -- id -un" on controller0 exits with 1
    And "kubectl logs deploy/web 2>&1" on controller0 prints "no such host"

  @end
  Scenario: One can look into a pod
    When I apply the answer
    Then within 30s "kubectl exec deploy/web -- id -un" on controller0 prints "root"
    And "kubectl logs deploy/web" on controller0 prints "the shop is open"
