import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Inconclusive } from '../../support/errors';
import { failureText, run } from '../../support/exec/exec';
import { type Recipe, recipeId, sourceHash } from '../components/recipe';
import { type Docker, docker, dockerOrThrow } from '../docker/docker';
import { pauseImage } from '../images/standard';
import type { Provenance } from '../lab';
import type { DiskFiles } from '../netns/disk';
import { file, script } from '../netns/disk';
import { canLowerOomScore } from '../netns/host';

/** What the image is made of: directories of the component store. */
export interface NodeImageParts {
  /** `v1.34.1`. */
  readonly version: string;
  readonly rootfs: string;
  readonly kubernetesBin: string;
  readonly kubeadmBin: string;
}

/** An image that kind makes nodes of. */
export interface NodeImage {
  readonly name: string;
  /** Whether it is ours: with Debian's containerd, whose image store can be shared. */
  readonly own: boolean;
  readonly provenance: Provenance;
}

const sources = ['entrypoint', 'kubelet-cgroups', 'containerd.service', 'kubelet.service'];
const sourceFile = (name: string) => join(__dirname, 'node-image', name);
const madeWithinMs = 5 * 60_000;

/**
 * Units of Debian's systemd that have no business in a container: devices, consoles, file systems, and settings of the kernel
 * that are the whole computer's.
 */
const masked = [
  ...[
    'console-getty.service',
    'getty.target',
    'dev-hugepages.mount',
    'dev-mqueue.mount',
    'proc-sys-fs-binfmt_misc.automount',
  ],
  ...['sys-fs-fuse-connections.mount', 'sys-kernel-config.mount', 'sys-kernel-debug.mount', 'sys-kernel-tracing.mount'],
  ...['systemd-binfmt.service', 'systemd-firstboot.service', 'systemd-journald-audit.socket', 'systemd-logind.service'],
  ...['systemd-machine-id-commit.service', 'systemd-modules-load.service', 'systemd-pstore.service'],
  ...[
    'systemd-random-seed.service',
    'systemd-remount-fs.service',
    'systemd-sysctl.service',
    'systemd-sysusers.service',
  ],
  ...[
    'systemd-tmpfiles-setup-dev.service',
    'systemd-udevd.service',
    'systemd-udev-trigger.service',
    'systemd-udev-settle.service',
  ],
  ...[
    'systemd-udevd-control.socket',
    'systemd-udevd-kernel.socket',
    'systemd-update-utmp.service',
    'systemd-networkd.service',
  ],
  ...['systemd-resolved.service', 'systemd-timesyncd.service', 'systemd-hwdb-update.service', 'ldconfig.service'],
];

/** The image from the component store, under a name that its content decides; made in that Docker if it has none of that name. */
export async function ownNodeImage(to: Docker, parts: NodeImageParts): Promise<NodeImage> {
  const name = `endstate/node:${recipeId(recipeOf(parts))}`;
  const known = await docker(to, ['image', 'inspect', name]);
  if (known.exitCode !== 0) await make(to, name, parts);
  const detail = `Debian's systemd and containerd, Kubernetes ${parts.version}, our entrypoint and units`;
  return {
    name,
    own: true,
    provenance: { name: 'kindest/node', version: parts.version, source: 'substituted', detail },
  };
}

function recipeOf({ version, ...paths }: NodeImageParts): Recipe {
  const code = sourceHash(__filename, ...sources.map(sourceFile));
  return { name: 'node', version, inputs: { ...paths, code, canLowerOomScore: canLowerOomScore() } };
}

async function make(to: Docker, name: string, parts: NodeImageParts): Promise<void> {
  const staging = await mkdtemp(join(tmpdir(), 'endstate-node-'));
  try {
    const root = join(staging, 'root');
    await mkdir(root);
    await writeFiles(root, await filesOf(parts));
    for (const program of ['kubelet', 'kubectl']) await copyProgram(parts.kubernetesBin, program, root);
    await copyProgram(parts.kubeadmBin, 'kubeadm', root);
    const bare = `${name}-bare`;
    await importTree(to, root, parts.rootfs, bare);
    // `docker import` takes no stop signal, and systemd heeds another one than Docker's own (systemd(1), SIGRTMIN+3).
    await writeFile(join(staging, 'Dockerfile'), dockerfile(bare));
    await dockerOrThrow(to, ['build', '--quiet', '--tag', name, '--file', join(staging, 'Dockerfile'), staging]);
    await dockerOrThrow(to, ['image', 'rm', '--no-prune', bare]);
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

const dockerfile = (from: string) => `FROM ${from}
ENV container=docker PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin
STOPSIGNAL SIGRTMIN+3
ENTRYPOINT ["/usr/local/bin/entrypoint", "/lib/systemd/systemd"]
`;

/** One tree laid over another, since Docker takes no path twice. The mount ends with the command. */
async function importTree(to: Docker, over: string, under: string, name: string): Promise<void> {
  const shell = `set -o pipefail; client=$1 name=$2 over=$3 under=$4
    mount -t overlay -o "lowerdir=$over:$under" overlay /mnt && tar --create --directory /mnt . | "$client" import - "$name"`;
  const argv = ['unshare', '--mount', '--propagation', 'private', 'bash', '-c', shell, 'import'] as const;
  const result = await run([...argv, to.client, name, over, under], { env: to.env, timeoutMs: madeWithinMs });
  if (result.exitCode === 0) return;
  throw new Inconclusive({ what: 'Docker did not take the node image', last: failureText(result) });
}

async function filesOf({ version }: NodeImageParts): Promise<DiskFiles> {
  const source = (name: string) => readFile(sourceFile(name), 'utf8');
  const wants = '/etc/systemd/system/multi-user.target.wants';
  return {
    '/usr/local/bin/entrypoint': script(await source('entrypoint')),
    '/usr/local/bin/kubelet-cgroups': script(await source('kubelet-cgroups')),
    '/etc/systemd/system/containerd.service': file(await source('containerd.service')),
    '/etc/systemd/system/kubelet.service': file(await source('kubelet.service')),
    [`${wants}/containerd.service`]: { link: '/etc/systemd/system/containerd.service' },
    [`${wants}/kubelet.service`]: { link: '/etc/systemd/system/kubelet.service' },
    ...Object.fromEntries(masked.map((unit) => [`/etc/systemd/system/${unit}`, { link: '/dev/null' }])),
    '/etc/systemd/system/default.target': { link: '/lib/systemd/system/multi-user.target' },
    '/etc/systemd/system.conf.d/endstate.conf': file('[Manager]\nDefaultTimeoutStopSec=3s\nShowStatus=yes\n'),
    '/etc/systemd/journald.conf.d/endstate.conf': file('[Journal]\nStorage=persistent\nReadKMsg=no\n'),
    '/etc/sysctl.d/99-kubernetes.conf': file('net.ipv4.ip_forward = 1\nnet.bridge.bridge-nf-call-iptables = 1\n'),
    '/etc/containerd/config.toml': file(containerdConfig),
    '/etc/kubernetes/manifests/.keep': file(''),
    '/endstate/tools/.keep': file(''),
    '/endstate/images/.keep': file(''),
    // What kind asks a node image for (pkg/cluster/nodeutils, KubeVersion).
    '/kind/version': file(`${version}\n`),
  };
}

/** kind reads the snapshotter's name in this version's form, and sets the cgroup driver systemd. */
const containerdConfig = `version = 2
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  restrict_oom_score_adj = ${!canLowerOomScore()}
  tolerate_missing_hugetlb_controller = true
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = true
`;

async function copyProgram(bin: string, name: string, root: string): Promise<void> {
  const target = join(root, 'usr/bin', name);
  await mkdir(dirname(target), { recursive: true });
  await cp(join(bin, name), target);
}

async function writeFiles(root: string, files: DiskFiles): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const target = join(root, path.replace(/^\/lib\//, '/usr/lib/'));
    await mkdir(dirname(target), { recursive: true });
    if ('link' in content) await symlink(content.link, target);
    else await writeFile(target, content.content, { mode: content.mode ?? 0o644 });
  }
}
