import type { LabPlan } from './plan';

/** CoreDNS's configuration as kubeadm writes it, but for whom it asks for names outside the cluster. */
export function corefile({ spec }: LabPlan): string {
  return `.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    forward . ${upstream(spec.dns.upstream)} {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
`;
}

/** The cache of a node: the cluster's names from the cluster's DNS, by TCP, every other from the upstream servers. */
export function nodeLocalCorefile({ spec, dnsServiceIp }: LabPlan): string {
  const { nodeLocal, upstream: servers } = spec.dns;
  const common = ['errors', 'cache 30', 'reload', 'loop', `bind ${nodeLocal}`];
  const cluster = [...common, `forward . ${dnsServiceIp} {\n        force_tcp\n    }`];
  return [
    block('cluster.local:53', [...cluster, `health ${nodeLocal}:9254`]),
    block('in-addr.arpa:53', cluster),
    block('ip6.arpa:53', cluster),
    block('.:53', [...common, `forward . ${upstream(servers)}`]),
  ].join('');
}

function block(zone: string, lines: readonly string[]): string {
  return `${zone} {\n${lines.map((line) => `    ${line}\n`).join('')}}\n`;
}

function upstream(servers: readonly string[]): string {
  return servers.length > 0 ? servers.join(' ') : '/etc/resolv.conf';
}
