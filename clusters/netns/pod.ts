import { readFileSync } from 'node:fs';
import type { Argv, ExecOptions, ExecResult, Executor } from '../../support/exec/exec';
import type { Kube } from '../../support/kube/client';
import { get } from '../../support/kube/objects';
import { resources } from '../../support/kube/resources';
import type { Pod } from '../../support/kube/types';
import type { Lab, PodRef } from '../lab';
import { machineCgroup } from './cgroups';
import { enter, type NetnsMachine } from './machine';
import { anyMember } from './processes';

/** cgroup directories that the kubelet's cgroupfs driver makes by quality of service class. */
const qosDirectories = ['kubepods', 'kubepods/besteffort', 'kubepods/burstable'];

/**
 * The pod's network namespace and resolv.conf, with the node's own root file system: probes need nothing of the pod's
 * image. Rejects when the pod is not there or has no running sandbox.
 */
export function podExecutor(lab: Lab, kube: () => Promise<Kube>, ref: PodRef): Executor {
  const name = `pod ${ref.name}`;
  return {
    name,
    exec: async (argv: Argv, options: ExecOptions = {}): Promise<ExecResult> => {
      const pod = await podOf(await kube(), ref);
      const node = lab.machine(pod.node) as NetnsMachine;
      const member = anyPodProcess(lab.id, pod.node, pod.uid);
      const machineInit = node.init();
      if (member === undefined || machineInit === undefined)
        throw new Error(`${name} has no running sandbox on ${pod.node}`);
      return enter({ target: machineInit, network: `/proc/${member}/ns/net` }, withResolvConf(member, argv), options);
    },
  };
}

async function podOf(kube: Kube, { namespace, name }: PodRef): Promise<{ uid: string; node: string }> {
  const pod = await get<Pod>(kube, resources.pods, { namespace, name });
  if (!pod) throw new Error(`there is no pod ${namespace}/${name}`);
  if (!pod.spec?.nodeName) throw new Error(`pod ${namespace}/${name} is on no node yet`);
  return { uid: pod.metadata?.uid ?? '', node: pod.spec.nodeName };
}

function anyPodProcess(labId: string, node: string, uid: string): number | undefined {
  for (const qos of qosDirectories) {
    const pid = anyMember(`${machineCgroup(labId, node)}/${qos}/pod${uid}`);
    if (pid !== undefined) return pid;
  }
  return undefined;
}

/**
 * The pod's resolv.conf over the node's, in a mount namespace that ends with the command. A copy, since a mount cannot
 * be bound out of another mount namespace.
 */
function withResolvConf(podProcess: number, argv: Argv): Argv {
  const inMachine = numbersOf(podProcess)[2];
  const script = [
    'copy=$(mktemp /run/resolv.XXXXXX) && cat "/proc/$0/root/etc/resolv.conf" >"$copy"',
    'mount --bind "$copy" /etc/resolv.conf && rm "$copy" && exec "$@"',
  ].join(' && ');
  return ['unshare', '--mount', '--propagation', 'private', 'sh', '-c', script, String(inMachine), ...argv];
}

/** A process's numbers in every PID namespace it is in, this one's first: runner, lab, machine, pod. */
function numbersOf(pid: number): readonly string[] {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return /^NSpid:\s+(.*)$/m.exec(status)?.[1]?.split(/\s+/) ?? [];
}
