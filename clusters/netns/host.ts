import { existsSync, readFileSync } from 'node:fs';
import { whyNotOn, whyNotTogether } from '../cni/registry';
import { isDualStack } from '../ip-families';
import type { LabSpec } from '../lab';
import type { Support } from '../provider';

const capSysAdmin = 21;
const capSysResource = 24;

/** Whether this process may do what the capability allows (capabilities(7)). */
function hasCapability(bit: number): boolean {
  const effective = /^CapEff:\s+([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? '0';
  return ((BigInt(`0x${effective}`) >> BigInt(bit)) & 1n) === 1n;
}

/** Many CI sandboxes lack it; then nothing can lower an oom_score_adj. */
export const canLowerOomScore = (): boolean => hasCapability(capSysResource);

/** What this computer lacks for any lab of namespaces, in words; empty when it lacks nothing. */
export function missingFromHost(): readonly string[] {
  if (process.platform !== 'linux') return [`Linux (this is ${process.platform})`];
  const filesystems = readFileSync('/proc/filesystems', 'utf8');
  const checks: readonly (readonly [boolean, string])[] = [
    [process.getuid?.() === 0, 'root (run the command again with sudo)'],
    [hasCapability(capSysAdmin), 'the capability CAP_SYS_ADMIN (a container without --privileged has none)'],
    [/\boverlay$/m.test(filesystems), 'overlayfs in the kernel (modprobe overlay)'],
    ...['net', 'mnt', 'pid', 'uts', 'ipc', 'cgroup'].map(
      (name) => [existsSync(`/proc/self/ns/${name}`), `${name} namespaces in the kernel`] as const,
    ),
    ...['nsenter', 'unshare', 'setpriv'].map(
      (name) => [existsSync(`/usr/bin/${name}`), `${name} (apt-get install util-linux)`] as const,
    ),
  ];
  return checks.filter(([present]) => !present).map(([, what]) => what);
}

/** Whether this computer can run a spec on namespaces, and if not, why. */
export function supportOf(spec: LabSpec): Support {
  const elsewhere = whyNotOn('netns', spec.cni);
  if (elsewhere !== undefined) return { supported: false, reason: elsewhere, everywhere: true };
  const missing = missingFromHost();
  if (missing.length > 0) return { supported: false, reason: `this machine lacks ${missing.join(', ')}` };
  const apart = whyNotTogether(spec);
  if (apart !== undefined) return { supported: false, reason: apart };
  if (spec.kubeProxy === 'ipvs' && !existsSync('/proc/net/ip_vs')) {
    return {
      supported: false,
      reason: 'kube-proxy mode ipvs needs IP_VS in the kernel, and /proc/net/ip_vs is not there',
    };
  }
  if (Object.keys(spec.groups).length > 0 && !existsSync('/proc/sys/net/bridge')) {
    return { supported: false, reason: 'security groups need br_netfilter in the kernel (modprobe br_netfilter)' };
  }
  if (isDualStack(spec) && !existsSync('/proc/net/if_inet6')) {
    return { supported: false, reason: 'dual stack needs IPv6 in the kernel, and /proc/net/if_inet6 is not there' };
  }
  return { supported: true };
}
