@shared-lab
Feature: Claims on traffic that do not hold
  Each scenario ends with a step that has to fail; red-traffic.root.test.ts holds the words.

  Background:
    Given a cluster:
      | workers       | 1      |
      | control plane | hidden |
    And I apply the manifest:
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: { name: site }
      data:
        default.conf: |
          server {
            listen 80;
            default_type text/plain;
            location = /clientip { return 200 "$remote_addr\n"; }
            location = /hostname { return 200 "$hostname\n"; }
            location = /fixed { return 200 "nobody\n"; }
          }
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata: { name: web }
      spec:
        replicas: 2
        selector: { matchLabels: { app: web } }
        template:
          metadata: { labels: { app: web } }
          spec:
            terminationGracePeriodSeconds: 1
            containers:
              - name: web
                image: nginx:1.25
                volumeMounts: [{ name: site, mountPath: /etc/nginx/conf.d }]
            volumes: [{ name: site, configMap: { name: site } }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: web }
      spec:
        type: NodePort
        selector: { app: web }
        ports: [{ port: 80, nodePort: 30080 }]
      ---
      apiVersion: v1
      kind: Service
      metadata: { name: sticky }
      spec:
        clusterIP: 10.96.80.81
        sessionAffinity: ClientIP
        selector: { app: web }
        ports: [{ port: 80 }]
      """
    And within 2m all 2 pods of deployment web are Running

  Scenario: a port that nobody listens on
    Then within 1s worker01 can connect to port 81 of a pod of deployment web

  Scenario: a name that is not found
    Then within 1s worker01 times out on web.nowhere.test:30080

  Scenario: a job that reaches nobody
    When I apply the manifest:
      """
      apiVersion: batch/v1
      kind: Job
      metadata: { name: client }
      spec:
        backoffLimit: 0
        template:
          spec:
            restartPolicy: Never
            containers:
              - name: client
                image: curlimages/curl:8.5.0
                args: [--max-time, "2", "http://10.96.80.81:82/"]
      """
    Then within 60s the job client completes

  Scenario: another source
    Then within 1s the runner can curl worker01:30080/clientip and is seen as 192.0.2.7

  Scenario: a service that keeps a client with one backend
    Then within 1s worker01 can curl http://10.96.80.81/hostname from every backend of service sticky

  Scenario: a table with a cell that differs
    When I run "iptables -I OUTPUT -o cni0 -p tcp --dport 80 -j DROP" on worker01
    Then within 1s the connectivity on port 80 is:
      |                         | a pod of deployment web | worker01 | 192.0.2.7 |
      | a pod of deployment web | open                    | refused  | -         |
      | worker01                | open                    | refused  | timed out |
