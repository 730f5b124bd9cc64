import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type DiskFiles, file, script } from '../netns/disk';
import { canLowerOomScore } from '../netns/host';
import { bytesOfContainers } from '../netns/limits';

/** Gives Docker the image of an archive; beside the other programs of a host. */
export const loadArchive = '/usr/local/bin/load-archive';
const runtime = '/usr/local/sbin/runc-without-sys-resource';
const fence = '/usr/local/sbin/docker-fence';
/** Every container's, and so every build's, as dockerd sees it. */
const cgroup = '/containers';
/** All containers and builds of a host together. */
const mostProcesses = 2048;

/** What a host with the role `docker` has on its disk beside Debian's packages. */
export function dockerFiles(): DiskFiles {
  return {
    '/etc/docker/daemon.json': file(`${JSON.stringify(daemon(), null, 2)}\n`),
    '/etc/systemd/system/docker.service.d/endstate.conf': file(`${dropIn}ExecStartPre=${fence}\n`),
    '/etc/systemd/system/containerd.service.d/endstate.conf': file(dropIn),
    '/etc/systemd/system/docker.socket.d/endstate.conf': file('[Socket]\nSocketGroup=root\n'),
    [fence]: script(fenceScript),
    [loadArchive]: script(own('load-archive')),
    ...(canLowerOomScore() ? {} : { [runtime]: script(own('runc-without-sys-resource')) }),
  };
}

/** Names are looked up at an address where nobody listens: no image can be pulled, and that is said at once. */
function daemon() {
  return {
    'storage-driver': 'overlay2',
    bip: '198.18.0.1/24',
    dns: ['127.0.0.1'],
    'exec-opts': ['native.cgroupdriver=cgroupfs'],
    'cgroup-parent': cgroup,
    'log-opts': { 'max-size': '1m', 'max-file': '2' },
    ...(canLowerOomScore()
      ? {}
      : { runtimes: { endstate: { path: runtime } }, 'default-runtime': 'endstate', 'oom-score-adjust': 0 }),
  };
}

/** Debian's limits are no lower than the machine's own where that lacks CAP_SYS_RESOURCE: it could not raise them. */
const dropIn = `[Service]
OOMScoreAdjust=
LimitNOFILE=
LimitNPROC=
LimitCORE=
`;

function own(name: string): string {
  return readFileSync(join(__dirname, 'scripts', name), 'utf8');
}

/** cgroup v1 has a tree for each controller, v2 one for all. */
const fenceScript = `#!/bin/bash
set -eu
limit() {
  mkdir -p "\${1%/*}"
  echo "$2" >"$1"
}
if [ -e /sys/fs/cgroup/cgroup.controllers ]; then
  limit /sys/fs/cgroup${cgroup}/pids.max ${mostProcesses}
  limit /sys/fs/cgroup${cgroup}/memory.max ${bytesOfContainers}
else
  limit /sys/fs/cgroup/pids${cgroup}/pids.max ${mostProcesses}
  limit /sys/fs/cgroup/memory${cgroup}/memory.limit_in_bytes ${bytesOfContainers}
fi
`;
