Feature: A run to be killed at any moment

  Scenario: set-up, up, apply, stays, down
    Given a cluster:
      | workers | 1 |
    When I apply the manifest:
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec: { containers: [{ name: web, image: "caddy:2.7.6" }] }
      """
    Then within 60s all 2 pods of deployment web are Running
    And all 2 pods of deployment web stay Running for 8s
