import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureArtifact } from '../../../../clusters/components/artifact';
import { componentMaker } from '../../../../clusters/components/component';
import { kueue } from '../../../../clusters/components/kueue';
import type { Lab } from '../../../../clusters/lab';
import { eventually, met, notYet } from '../../../assert';
import { type Argv, runOrThrow } from '../../../exec/exec';
import { apply, type Kube, type KubeObject, type Manifest, readManifests } from '../../../kube';

const config = `apiVersion: config.kueue.x-k8s.io/v1beta1
kind: Configuration
health: { healthProbeBindAddress: "127.0.0.1:8081" }
metrics: { bindAddress: "127.0.0.1:8443" }
webhook: { port: 9443, certDir: /etc/kueue/webhook }
leaderElection: { leaderElect: false }
internalCertManagement: { enable: false }
integrations: { frameworks: [batch/job] }
featureGates: { VisibilityOnDemand: false }
`;

/** The CRDs of Kueue's release. Resolves with the folder of the component. */
export async function installCrds(kube: Kube): Promise<string> {
  const { path } = await ensureArtifact(await componentMaker(kueue));
  await apply(kube, await readManifests(join(path, 'share/crd')));
  return path;
}

/**
 * Runs Kueue's own controller on the control plane's machine, where the API server reaches its webhooks: there is no image of it on a computer
 * without a registry.
 */
export async function startKueue(lab: Lab, kube: Kube, component: string): Promise<void> {
  const machine = lab.machine('control-plane');
  const { cert, key } = await certificate();
  for (const folder of ['/etc/kueue/webhook', '/etc/kueue/metrics/certs']) {
    await machine.write(`${folder}/tls.crt`, cert);
    await machine.write(`${folder}/tls.key`, key, 0o600);
  }
  await machine.write('/etc/kueue/config.yaml', config);
  await machine.write('/usr/local/bin/kueue', readFileSync(join(component, 'bin/kueue')), 0o755);
  const line = 'kueue --config=/etc/kueue/config.yaml --kubeconfig=/etc/kubernetes/admin.conf';
  await must(['sh', '-c', `setsid ${line} >/var/log/kueue.log 2>&1 </dev/null &`]);
  const ready = async () => (await machine.exec(['curl', '-sS', '-m', '2', 'http://127.0.0.1:8081/readyz'])).stdout;
  await eventually(
    { description: 'Kueue', observe: ready },
    (said) => (said === 'ok' ? met(said) : notYet(said || 'no answer')),
    { withinMs: 60_000, next: '/var/log/kueue.log on the control plane' },
  );
  const webhooks = await readManifests(join(component, 'share/webhook/manifests.yaml'));
  await apply(
    kube,
    webhooks.map((manifest) => onThisMachine(manifest, cert)),
  );

  async function must(argv: Argv): Promise<void> {
    const { exitCode, stderr } = await machine.exec(argv);
    if (exitCode !== 0) throw new Error(stderr);
  }
}

async function certificate(): Promise<{ readonly cert: string; readonly key: string }> {
  const dir = mkdtempSync(join(tmpdir(), 'endstate-kueue-'));
  try {
    const names = ['-subj', '/CN=kueue', '-addext', 'subjectAltName=IP:127.0.0.1'];
    const files = ['-keyout', join(dir, 'key'), '-out', join(dir, 'cert')];
    const how = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'];
    await runOrThrow(['openssl', 'req', ...how, ...names, ...files]);
    return { cert: readFileSync(join(dir, 'cert'), 'utf8'), key: readFileSync(join(dir, 'key'), 'utf8') };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

interface Webhook {
  readonly rules: readonly { readonly apiGroups: readonly string[] }[];
  readonly clientConfig: { readonly service?: { readonly path: string } };
}

/** Those for Jobs and for its own objects; of the other kinds this Kueue knows nothing. */
function onThisMachine(manifest: Manifest, cert: string): Manifest {
  const object = manifest.object as KubeObject & { readonly webhooks: readonly Webhook[] };
  const own = object.webhooks.filter(({ rules }) =>
    rules.every(({ apiGroups }) => apiGroups.every((group) => group === 'batch' || group === 'kueue.x-k8s.io')),
  );
  const caBundle = Buffer.from(cert).toString('base64');
  const webhooks = own.map(({ clientConfig, ...webhook }) => ({
    ...webhook,
    clientConfig: { url: `https://127.0.0.1:9443${clientConfig.service?.path}`, caBundle },
  }));
  return { ...manifest, object: { ...object, webhooks } as KubeObject };
}
