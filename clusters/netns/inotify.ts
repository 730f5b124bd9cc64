import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { type LabSpec, nodeNames } from '../lab';

/** Counted in /proc/<pid>/fd: 6 the API server, 7 the controller manager; and a few that come and go at start. */
const ofControlPlane = 16;
/** 6 a kubelet, one each containerd and kube-proxy. */
const ofNode = 8;
/** Its systemd's. */
const ofHost = 5;

/**
 * The user of API servers and controller managers, in a range that neither Debian nor systemd gives out. The kernel counts
 * inotify instances by user, and what these two do not take of root's is left for two more kubelets.
 */
export const controlPlaneUser = 66_443;

/** Numbers of inotify instances, by the user that they are counted for. */
export interface InotifyInstances {
  readonly root: number;
  readonly controlPlane: number;
}

/** How many inotify instances a lab takes. */
export function inotifyInstancesOf(spec: LabSpec): InotifyInstances {
  const nodes = Math.max(0, nodeNames(spec).length - (spec.controlPlane === 'hidden' ? 1 : 0));
  return {
    root: nodes * ofNode + spec.hosts.length * ofHost,
    controlPlane: spec.withoutCluster ? 0 : ofControlPlane,
  };
}

/**
 * How many inotify instances may still be made. The kernel's limit (fs.inotify.max_user_instances, 128 by default) counts
 * those of all of a user's processes, in labs or not: beyond it kubelets and kube-proxies end with "too many open files".
 */
export function freeInotifyInstances(): InotifyInstances {
  try {
    const limit = Number(readFileSync('/proc/sys/fs/inotify/max_user_instances', 'utf8'));
    const used = inotifyInstancesInUse();
    return {
      root: Math.max(0, limit - (used.get(0) ?? 0)),
      controlPlane: Math.max(0, limit - (used.get(controlPlaneUser) ?? 0)),
    };
  } catch {
    return { root: Infinity, controlPlane: Infinity }; // no Linux: whatever makes labs here has a kernel of its own
  }
}

function inotifyInstancesInUse(): ReadonlyMap<number, number> {
  const used = new Map<number, number>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const { user, instances } = instancesOf(pid);
    used.set(user, (used.get(user) ?? 0) + instances);
  }
  return used;
}

function instancesOf(pid: string): { user: number; instances: number } {
  try {
    const user = statSync(`/proc/${pid}`).uid;
    const instances = readdirSync(`/proc/${pid}/fd`).filter((fd) => isInotify(`/proc/${pid}/fd/${fd}`)).length;
    return { user, instances };
  } catch {
    return { user: 0, instances: 0 }; // it ended meanwhile
  }
}

function isInotify(fd: string): boolean {
  try {
    return readlinkSync(fd) === 'anon_inode:inotify';
  } catch {
    return false; // closed meanwhile, as the one that listed the directory
  }
}
