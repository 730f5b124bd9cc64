Feature: A shop on a cluster that was there before

  Scenario: it is reached, and what was changed is given back
    Given the networks:
      | name  | CIDR          |
      | nodes | 172.18.0.0/16 |
    And the hosts:
      | name   | addresses         | gateway | roles |
      | host01 | nodes 172.18.0.20 |         |       |
    And a cluster:
      | node network       | nodes       |
      | labels of worker01 | worker-id=1 |
    When I apply "shop/"
    Then within 90s all 2 pods of deployment shop are Running
    And all 2 pods of deployment shop stay Running for 3s
    And within 60s host01 can curl worker02:30080 and sees "Caddy" 4 times in a row
    And pod asking can curl http://shop and sees "Caddy"
    And pod asking is told that nobody.default.svc.cluster.local does not exist
    And host01 is refused by worker01:30081
    When net.ipv4.tcp_keepalive_time is set to 99 on worker01 persistently
    Then "sysctl -n net.ipv4.tcp_keepalive_time" on worker01 prints "99"
