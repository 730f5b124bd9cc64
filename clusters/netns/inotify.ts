import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { type LabSpec, nodeNames } from '../lab';

/** Counted in /proc/<pid>/fd: 6 the API server, 7 the controller manager; and a few that come and go at start. */
const ofControlPlane = 16;
/** 6 a kubelet, one each containerd and kube-proxy. */
const ofNode = 8;
/** Its systemd's. */
const ofHost = 5;

/** How many inotify instances a lab takes. */
export function inotifyInstancesOf(spec: LabSpec): number {
  const nodes = nodeNames(spec).length - (spec.controlPlane === 'hidden' ? 1 : 0);
  return ofControlPlane + nodes * ofNode + spec.hosts.length * ofHost;
}

/**
 * How many inotify instances this user may still make. The kernel's limit (fs.inotify.max_user_instances, 128 by default)
 * counts those of all the user's processes, in labs or not: beyond it kubelets and kube-proxies end with "too many open files".
 */
export function freeInotifyInstances(): number {
  try {
    return Number(readFileSync('/proc/sys/fs/inotify/max_user_instances', 'utf8')) - inotifyInstancesInUse();
  } catch {
    return Infinity; // no Linux: whatever makes labs here has a kernel of its own
  }
}

function inotifyInstancesInUse(): number {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.reduce((sum, pid) => sum + instancesOf(pid), 0);
}

function instancesOf(pid: string): number {
  try {
    if (statSync(`/proc/${pid}`).uid !== process.getuid?.()) return 0;
    return readdirSync(`/proc/${pid}/fd`).filter((fd) => isInotify(`/proc/${pid}/fd/${fd}`)).length;
  } catch {
    return 0; // it ended meanwhile
  }
}

function isInotify(fd: string): boolean {
  try {
    return readlinkSync(fd) === 'anon_inode:inotify';
  } catch {
    return false; // closed meanwhile, as the one that listed the directory
  }
}
