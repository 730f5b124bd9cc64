import { bothFamilies } from '../ip-families';
import type { DiskFiles } from './disk';
import { file, secret, service, untilPortOpen, withFlags } from './disk';
import { controlPlaneUser } from './inotify';
import { kubeconfig } from './kubeconfig';
import type { KeyPair, Pki } from './pki';
import type { LabPlan } from './plan';
import { schedulerConfiguration } from './scheduler';

const pkiDir = '/etc/kubernetes/pki';

/** The control plane's files and services: etcd, API server, controller manager, scheduler, with kubeadm's names. */
export function controlPlaneDisk(plan: LabPlan, pki: Pki): DiskFiles {
  return {
    ...pkiFiles(pki),
    ...componentKubeconfigs(plan, pki),
    '/etc/kubernetes/scheduler.yaml': file(schedulerConfiguration(plan.spec.scheduler)),
    ...service('etcd', etcdCommand()),
    ...service('kube-apiserver', apiServerCommand(plan), {
      before: rareGarbageCollection,
      countedFor: controlPlaneUser,
      extraFlags: 'KUBE_APISERVER_EXTRA_ARGS',
    }),
    ...service('kube-controller-manager', controllerManagerCommand(plan), {
      before: untilApiServerReady(plan),
      countedFor: controlPlaneUser,
    }),
    ...service('kube-scheduler', ['kube-scheduler', '--config=/etc/kubernetes/scheduler.yaml'], {
      before: untilApiServerReady(plan),
    }),
  };
}

/** The API server fills its heap once, at start: collecting at every doubling costs it half a second of two cores. */
const rareGarbageCollection = ['export GOGC=400'];

/** Before `/readyz` the RBAC roles are missing, and the controller manager and the scheduler exit on that. */
function untilApiServerReady({ spec }: LabPlan): readonly string[] {
  const url = `https://127.0.0.1:${spec.apiServerPort}/readyz`;
  return [
    ...untilPortOpen('127.0.0.1', spec.apiServerPort),
    `until curl --silent --fail --cacert ${pkiDir}/ca.crt --max-time 2 ${url} >/dev/null; do sleep 0.1; done`,
  ];
}

/** Without fsync: a lab's etcd need not outlive a crash of the computer, and start-up waits for a dozen syncs. */
function etcdCommand(): readonly string[] {
  return [
    'etcd',
    '--name=control-plane',
    '--data-dir=/var/lib/etcd',
    '--listen-client-urls=http://127.0.0.1:2379',
    '--advertise-client-urls=http://127.0.0.1:2379',
    '--listen-peer-urls=http://127.0.0.1:2380',
    '--unsafe-no-fsync',
    '--log-level=warn',
  ];
}

function apiServerCommand(plan: LabPlan): readonly string[] {
  const { spec } = plan;
  const own = [
    'kube-apiserver',
    `--advertise-address=${plan.controlPlane.address}`,
    `--secure-port=${spec.apiServerPort}`,
    '--etcd-servers=http://127.0.0.1:2379',
    `--service-cluster-ip-range=${bothFamilies(spec.serviceCidr, spec.serviceCidr6)}`,
    '--authorization-mode=Node,RBAC',
    '--enable-admission-plugins=NodeRestriction',
    '--enable-bootstrap-token-auth=true',
    '--allow-privileged=true',
    `--client-ca-file=${pkiDir}/ca.crt`,
    `--tls-cert-file=${pkiDir}/apiserver.crt`,
    `--tls-private-key-file=${pkiDir}/apiserver.key`,
    `--kubelet-client-certificate=${pkiDir}/apiserver-kubelet-client.crt`,
    `--kubelet-client-key=${pkiDir}/apiserver-kubelet-client.key`,
    `--kubelet-certificate-authority=${pkiDir}/ca.crt`,
    '--kubelet-preferred-address-types=InternalIP,ExternalIP,Hostname',
    '--service-account-issuer=https://kubernetes.default.svc.cluster.local',
    `--service-account-key-file=${pkiDir}/sa.pub`,
    `--service-account-signing-key-file=${pkiDir}/sa.key`,
    `--requestheader-client-ca-file=${pkiDir}/front-proxy-ca.crt`,
    '--requestheader-allowed-names=front-proxy-client',
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    '--requestheader-group-headers=X-Remote-Group',
    '--requestheader-username-headers=X-Remote-User',
    `--proxy-client-cert-file=${pkiDir}/front-proxy-client.crt`,
    `--proxy-client-key-file=${pkiDir}/front-proxy-client.key`,
  ];
  return withFlags(own, spec.apiServerFlags);
}

function controllerManagerCommand({ spec }: LabPlan): readonly string[] {
  const config = '/etc/kubernetes/controller-manager.conf';
  return [
    'kube-controller-manager',
    `--kubeconfig=${config}`,
    `--authentication-kubeconfig=${config}`,
    `--authorization-kubeconfig=${config}`,
    '--leader-elect=false',
    '--use-service-account-credentials=true',
    `--root-ca-file=${pkiDir}/ca.crt`,
    `--client-ca-file=${pkiDir}/ca.crt`,
    `--cluster-signing-cert-file=${pkiDir}/ca.crt`,
    `--cluster-signing-key-file=${pkiDir}/ca.key`,
    `--service-account-private-key-file=${pkiDir}/sa.key`,
    `--requestheader-client-ca-file=${pkiDir}/front-proxy-ca.crt`,
    '--allocate-node-cidrs=true',
    `--cluster-cidr=${bothFamilies(spec.podCidr, spec.podCidr6)}`,
    `--service-cluster-ip-range=${bothFamilies(spec.serviceCidr, spec.serviceCidr6)}`,
    '--controllers=*,bootstrapsigner,tokencleaner',
    // At the stock 20 requests a second the controllers' own service accounts take five seconds to make.
    '--kube-api-qps=500',
    '--kube-api-burst=1000',
  ];
}

function pkiFiles(pki: Pki): DiskFiles {
  return {
    ...pairFiles('ca', pki.ca),
    ...pairFiles('front-proxy-ca', pki.frontProxyCa),
    ...pairFiles('apiserver', pki.apiserver),
    ...pairFiles('apiserver-kubelet-client', pki.apiserverKubeletClient),
    ...pairFiles('front-proxy-client', pki.frontProxyClient),
    [`${pkiDir}/sa.pub`]: file(pki.serviceAccount.publicKey),
    [`${pkiDir}/sa.key`]: secret(pki.serviceAccount.privateKey),
  };
}

function pairFiles(name: string, { cert, key }: KeyPair): DiskFiles {
  return { [`${pkiDir}/${name}.crt`]: file(cert), [`${pkiDir}/${name}.key`]: secret(key) };
}

function componentKubeconfigs(plan: LabPlan, pki: Pki): DiskFiles {
  const server = `https://${plan.controlPlane.address}:${plan.spec.apiServerPort}`;
  const write = (user: string, pair: KeyPair) => secret(kubeconfig({ server, ca: pki.ca.cert, user, pair }));
  return {
    '/etc/kubernetes/admin.conf': write('kubernetes-admin', pki.admin),
    '/root/.kube/config': write('kubernetes-admin', pki.admin),
    '/etc/kubernetes/controller-manager.conf': write('system:kube-controller-manager', pki.controllerManager),
    '/etc/kubernetes/scheduler.conf': write('system:kube-scheduler', pki.scheduler),
  };
}
