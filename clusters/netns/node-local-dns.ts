import { corednsImage } from '../images/standard';
import type { NameService } from '../name-service';
import { nodeLocalCorefile } from './corefile';
import { type DiskFiles, script } from './disk';
import type { ApiObject } from './objects';
import type { LabPlan } from './plan';

/** The cache's address is one of every node's own; node-cache would put it onto an interface of its making. */
export function nodeLocalFiles({ nodeLocal }: NameService): DiskFiles {
  if (!nodeLocal) return {};
  return { '/etc/endstate/network.d/60-node-local-dns': script(`ip addr add ${nodeLocal}/32 dev lo\n`) };
}

/** A CoreDNS in every node's network that pods of the node ask: node-cache without its rules for conntrack. */
export function nodeLocalObjects(plan: LabPlan): readonly ApiObject[] {
  if (!plan.spec.dns.nodeLocal) return [];
  const metadata = { name: 'nodelocaldns', namespace: 'kube-system' };
  const labels = { 'k8s-app': 'node-local-dns' };
  const template = { metadata: { labels }, spec: pod(plan.spec.dns.nodeLocal) };
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { Corefile: nodeLocalCorefile(plan) } },
    { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: { selector: { matchLabels: labels }, template } },
  ];
}

function pod(address: string): object {
  return {
    hostNetwork: true,
    dnsPolicy: 'Default',
    priorityClassName: 'system-node-critical',
    tolerations: [{ operator: 'Exists' }],
    containers: [
      {
        name: 'node-cache',
        image: corednsImage,
        imagePullPolicy: 'IfNotPresent',
        args: ['-conf', '/etc/coredns/Corefile'],
        readinessProbe: { httpGet: { host: address, path: '/health', port: 9254 }, periodSeconds: 1 },
        volumeMounts: [{ name: 'config', mountPath: '/etc/coredns', readOnly: true }],
      },
    ],
    volumes: [{ name: 'config', configMap: { name: 'nodelocaldns' } }],
  };
}
