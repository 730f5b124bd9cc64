import type { Kube } from '../../support/kube/client';
import { applyCni } from '../cni/apply';
import type { CniMaterial } from '../cni/here';
import { nodeCnis } from '../cni/registry';
import { importArchive } from '../images/import';
import { type DiskFile, file } from '../netns/disk';
import type { LabPlan, NodePlan } from '../netns/plan';
import type { KindLab } from './lab';
import type { ContainerNode } from './machine';

/** Runs what a CNI wants at every boot (routes between nodes, the masquerade), as the boot of a machine of netns does. */
const unit = `[Unit]
Description=Routes of the cluster's CNI
Before=kubelet.service

[Service]
Type=oneshot
RemainAfterExit=yes
ExecStart=/bin/bash -c 'for step in /etc/endstate/network.d/*; do bash "$step"; done'

[Install]
WantedBy=multi-user.target
`;

/**
 * Puts the spec's CNI onto the nodes: the same plugins with the same configuration as on netns. `ranges` is what the
 * controller manager gave each node for its pods.
 */
export async function installCni(lab: KindLab, ranges: ReadonlyMap<string, string>): Promise<void> {
  const cni = nodeCnis[lab.spec.cni];
  if (!cni) return;
  const nodes = lab.plan.lab.nodes.map((node) => ({ ...node, podCidr: ranges.get(node.name) ?? '' }));
  const plan: LabPlan = { ...lab.plan.lab, nodes };
  await Promise.all(
    lab.nodes().map(async (machine) => {
      const node = nodes.find(({ name }) => name === machine.name) as NodePlan;
      // Neither asks the API server for anything.
      const files = Object.entries(cni.files(plan, node, { kubeconfig: '' }));
      const isPlugin = ([path]: readonly [string, unknown]) => path.startsWith('/etc/cni/');
      await writeAll(machine, [
        ...files.filter((one) => !isPlugin(one)),
        ['/etc/systemd/system/endstate-cni.service', file(unit)],
      ]);
      await systemctl(machine, ['enable', '--now', '--quiet', 'endstate-cni']);
      // From then on pods start.
      await writeAll(machine, files.filter(isPlugin));
    }),
  );
}

/** Applies the CNI's manifest. Images of the mirror are in the nodes before anything asks for them. */
export async function installManifest(
  lab: KindLab,
  kube: Kube,
  material: CniMaterial,
  signal: AbortSignal,
): Promise<void> {
  for (const [image, path] of Object.entries(material.archives)) await importArchive(lab, image, path, signal);
  await applyCni(kube, material, lab.spec, signal);
}

async function systemctl(machine: ContainerNode, words: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await machine.exec(['systemctl', ...words]);
  if (exitCode !== 0) throw new Error(`${machine.name}: systemctl ${words.join(' ')}: ${stderr}`);
}

async function writeAll(machine: ContainerNode, files: readonly (readonly [string, DiskFile])[]): Promise<void> {
  for (const [path, content] of files) {
    if ('content' in content) await machine.write(path, content.content, content.mode);
  }
}
