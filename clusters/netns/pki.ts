import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import type { LabPlan } from './plan';

/** A certificate with its key, both PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** The certificates of a cluster, by the names kubeadm gives their files. */
export interface Pki {
  readonly ca: KeyPair;
  readonly frontProxyCa: KeyPair;
  /** Signs service account tokens. */
  readonly serviceAccount: { readonly publicKey: string; readonly privateKey: string };
  readonly apiserver: KeyPair;
  readonly apiserverKubeletClient: KeyPair;
  readonly frontProxyClient: KeyPair;
  readonly admin: KeyPair;
  readonly controllerManager: KeyPair;
  readonly scheduler: KeyPair;
  readonly kubeProxy: KeyPair;
  /** For the programs of a CNI that look at the API server. */
  readonly cni: KeyPair;
  /** By node name: the client certificate of group `system:nodes`, and the one its port 10250 serves. */
  readonly kubelets: Readonly<Record<string, { readonly client: KeyPair; readonly server: KeyPair }>>;
}

export const cniUser = 'system:cni';

interface Authority extends KeyPair {
  readonly certificate: x509.X509Certificate;
  readonly signingKey: webcrypto.CryptoKey;
}

const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const yearMs = 365 * 24 * 3600 * 1000;

/** Makes every certificate of a lab: what `kubeadm init phase certs` and `kubeconfig` make. */
export async function createPki(plan: LabPlan): Promise<Pki> {
  const [ca, frontProxyCa] = await Promise.all([authority('kubernetes'), authority('front-proxy-ca')]);
  const client = (name: string, group?: string) =>
    issue(ca, { name, ...(group ? { group } : {}), usage: 'clientAuth' });
  const kubelets = plan.nodes.map(async (node) => {
    const [clientPair, server] = await Promise.all([
      client(`system:node:${node.name}`, 'system:nodes'),
      issue(ca, { name: node.name, usage: 'serverAuth', ips: [node.address], dns: [node.name] }),
    ]);
    return [node.name, { client: clientPair, server }] as const;
  });
  return {
    ca,
    frontProxyCa,
    serviceAccount: await serviceAccountKeys(),
    apiserver: await issue(ca, {
      name: 'kube-apiserver',
      usage: 'serverAuth',
      ips: apiServerAddresses(plan),
      dns: ['', '.default', '.default.svc', '.default.svc.cluster.local'].map((suffix) => `kubernetes${suffix}`),
    }),
    apiserverKubeletClient: await client('kube-apiserver-kubelet-client', 'system:masters'),
    frontProxyClient: await issue(frontProxyCa, { name: 'front-proxy-client', usage: 'clientAuth' }),
    admin: await client('kubernetes-admin', 'system:masters'),
    controllerManager: await client('system:kube-controller-manager'),
    scheduler: await client('system:kube-scheduler'),
    kubeProxy: await client('system:kube-proxy'),
    cni: await client(cniUser),
    kubelets: Object.fromEntries(await Promise.all(kubelets)),
  };
}

/** Every address at which somebody may look for it: its own, and those of whoever passes connections on. */
function apiServerAddresses({ apiServiceIp, apiEndpoint, controlPlane, hosts }: LabPlan): readonly string[] {
  const [endpoint = ''] = apiEndpoint.split(':');
  const own = [...controlPlane.cables, ...hosts.flatMap(({ cables }) => cables)].map(({ address }) => address);
  return [...new Set(['127.0.0.1', apiServiceIp, endpoint, ...own])];
}

interface Subject {
  readonly name: string;
  readonly group?: string;
  readonly usage: 'clientAuth' | 'serverAuth';
  readonly ips?: readonly string[];
  readonly dns?: readonly string[];
}

async function authority(name: string): Promise<Authority> {
  const keys = await generate();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: `CN=${name}`,
    keys,
    signingAlgorithm: algorithm,
    ...validity(),
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.digitalSignature, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate, signingKey: keys.privateKey, cert: certificate.toString('pem'), key: await privatePem(keys) };
}

async function issue(by: Authority, subject: Subject): Promise<KeyPair> {
  const keys = await generate();
  const names = [
    ...(subject.ips ?? []).map((value) => ({ type: 'ip' as const, value })),
    ...(subject.dns ?? []).map((value) => ({ type: 'dns' as const, value })),
  ];
  const certificate = await x509.X509CertificateGenerator.create({
    subject: `${subject.group ? `O=${subject.group}, ` : ''}CN=${subject.name}`,
    issuer: by.certificate.subject,
    signingKey: by.signingKey,
    signingAlgorithm: algorithm,
    publicKey: keys.publicKey,
    ...validity(),
    extensions: [
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage[subject.usage]]),
      await x509.AuthorityKeyIdentifierExtension.create(by.certificate),
      ...(names.length > 0 ? [new x509.SubjectAlternativeNameExtension(names)] : []),
    ],
  });
  return { cert: certificate.toString('pem'), key: await privatePem(keys) };
}

/** An hour in the past: clocks of the lab's readers may differ by a little. */
function validity() {
  return { notBefore: new Date(Date.now() - 3600 * 1000), notAfter: new Date(Date.now() + yearMs) };
}

async function generate(): Promise<webcrypto.CryptoKeyPair> {
  return (await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as webcrypto.CryptoKeyPair;
}

async function privatePem(keys: webcrypto.CryptoKeyPair): Promise<string> {
  return x509.PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY');
}

async function serviceAccountKeys() {
  const keys = await generate();
  const publicKey = x509.PemConverter.encode(await webcrypto.subtle.exportKey('spki', keys.publicKey), 'PUBLIC KEY');
  return { publicKey, privateKey: await privatePem(keys) };
}
