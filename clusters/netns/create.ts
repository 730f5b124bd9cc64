import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { basename, join } from 'node:path';
import { BadInput, messageOf } from '../../support/errors';
import { runOrThrow } from '../../support/exec/exec';
import { startTethered } from '../../support/exec/tethered';
import { nodeCnis } from '../cni/registry';
import type { LabSpec, Provenance } from '../lab';
import { controlPlaneDisk } from './control-plane';
import { settleServices } from './disk';
import { kubeconfig } from './kubeconfig';
import { type ApiAddress, type LabComponents, serviceDirectories, writeFabric, writeMachine } from './layout';
import { labLimits } from './limits';
import { cniAccess, nodeDisk } from './node';
import { createPki, type Pki } from './pki';
import { type HostPlan, type LabPlan, type NodePlan, planLab, rootfsOf } from './plan';
import { processId } from './processes';
import { innerKubeconfig, kubeconfigPath, type LabRecord, labDirectory, writeRecord } from './state';

export interface LabMaterial {
  readonly components: LabComponents;
  readonly provenance: readonly Provenance[];
  /** Fills a node's /var/lib/containerd from the image store. */
  plantImages(varLibContainerd: string): Promise<void>;
  /** Fills the /var/lib/docker of a host with Docker from its image store. */
  plantHostImages(host: string, varLibDocker: string): Promise<void>;
  readonly canLowerOomScore: boolean;
}

/** Writes the whole lab to disk: certificates, every machine's disk, the fabric. Starts nothing. */
export async function writeLab(id: string, spec: LabSpec, material: LabMaterial): Promise<LabPlan> {
  const plan = planLab(spec);
  await mkdir(labDirectory(id), { recursive: true });
  await writeFile(join(labDirectory(id), 'limits'), labLimits(spec));
  if (spec.withoutCluster) return writeHosts(plan, id, material);
  const [pki, api] = await Promise.all([createPki(plan), freeLoopbackPort()]);
  await writeFabric(plan, id, material.components, api);
  await Promise.all(plan.hosts.map((host) => writeHost(plan, id, host, material)));
  await Promise.all(plan.clusterMachines.map((machine) => writeDiskOf(plan, id, machine, pki, material)));
  await Promise.all(serviceDirectories(id).map(settleServices));
  await writeKubeconfigs(plan, id, pki, api);
  return plan;
}

async function writeHosts(plan: LabPlan, id: string, material: LabMaterial): Promise<LabPlan> {
  await writeFabric(plan, id, material.components);
  await Promise.all(plan.hosts.map((host) => writeHost(plan, id, host, material)));
  await Promise.all(serviceDirectories(id).map(settleServices));
  return plan;
}

/** The runner's, and the one for what runs on the lab's networks. */
async function writeKubeconfigs(plan: LabPlan, id: string, pki: Pki, api: ApiAddress): Promise<void> {
  const admin = { ca: pki.ca.cert, user: 'kubernetes-admin', pair: pki.admin, tlsServerName: 'kubernetes' };
  const write = (path: string, server: string) =>
    writeFile(path, kubeconfig({ ...admin, server: `https://${server}` }), { mode: 0o600 });
  await write(kubeconfigPath(id), `${api.host}:${api.port}`);
  const inner = join(labDirectory(id), basename(innerKubeconfig));
  await write(inner, `${plan.controlPlane.address}:${plan.spec.apiServerPort}`);
}

async function writeDiskOf(plan: LabPlan, id: string, machine: NodePlan, pki: Pki, material: LabMaterial) {
  const cni = nodeCnis[plan.spec.cni];
  const isNode = machine.registered;
  const disk = await writeMachine(plan, id, machine, {
    ...(machine.role === 'control-plane' ? controlPlaneDisk(plan, pki) : {}),
    ...(machine.role === 'control-plane' ? (cni?.controlPlaneFiles?.(cniAccess(plan, pki)) ?? {}) : {}),
    ...(isNode ? nodeDisk(plan, machine, pki, { cni, canLowerOomScore: material.canLowerOomScore }) : {}),
  });
  await copyVar(material.components.rootfs, disk);
  if (!isNode) return;
  const containerd = join(disk, 'var/lib/containerd');
  await mkdir(containerd, { recursive: true });
  await material.plantImages(containerd);
}

async function writeHost(plan: LabPlan, id: string, host: HostPlan, material: LabMaterial): Promise<void> {
  const disk = await writeMachine(plan, id, host, {});
  await copyVar(material.components[rootfsOf(host)] ?? '', disk);
  await material.plantHostImages(host.name, join(disk, 'var/lib/docker'));
}

/** Services write as users of their own: the owners come along. */
async function copyVar(rootfs: string, disk: string): Promise<void> {
  await runOrThrow(['cp', '--archive', '--no-clobber', `${join(rootfs, 'var')}/.`, join(disk, 'var')]);
}

/** Starts the lab's supervisor, which starts everything else, and records it. */
export async function startLab(record: LabRecord, material: LabMaterial): Promise<LabRecord> {
  const directory = labDirectory(record.id);
  const supervisor = await startTethered(
    [
      'bash',
      join(__dirname, 'scripts', 'supervisor.sh'),
      directory,
      record.id,
      record.keep ? 'keep' : 'tethered',
      material.components.rootfs,
    ],
    { log: join(directory, 'log', 'supervisor.log'), tether: !record.keep },
  );
  const started = { ...record, supervisor: processId(supervisor.pid) };
  await writeRecord(started);
  return started;
}

/** `ENDSTATE_API_ADDRESS` (host:port) asks for one; otherwise the kernel picks a free port on the loopback address. */
async function freeLoopbackPort(): Promise<ApiAddress> {
  const [host = '127.0.0.1', port = '0'] = process.env.ENDSTATE_API_ADDRESS?.split(':') ?? [];
  const server = createServer();
  try {
    server.listen(Number(port), host);
    await once(server, 'listening');
    return { host, port: (server.address() as AddressInfo).port };
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'is taken' : 'cannot be used';
    const what = `the address ${host}:${port} ${why}`;
    const next = 'set ENDSTATE_API_ADDRESS to another host:port, or leave it out';
    throw new BadInput({ what, last: messageOf(error), next }, { cause: error });
  } finally {
    server.close();
  }
}
