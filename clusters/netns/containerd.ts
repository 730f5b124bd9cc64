import type { NodeCni } from '../cni/cni';
import { type Minor, minorOf } from '../components/minors';
import { pauseImage } from '../images/standard';
import { registriesDir } from './registries';

export interface ContainerdOptions {
  readonly cni: NodeCni | undefined;
  /** Where the kernel lets nobody lower oom_score_adj, containerd must not try (sandboxes die without a word). */
  readonly canLowerOomScore: boolean;
}

/** /etc/containerd/config.toml of the nodes of a Kubernetes minor, in the version of the format that its containerd has. */
export function containerdConfig(kubernetes: string, options: ContainerdOptions): string {
  return configurations[minorOf(kubernetes).containerd](options);
}

const configurations: Readonly<Record<Minor['containerd'], (options: ContainerdOptions) => string>> = {
  debian: version2,
  pinned: version3,
};

const pluginsOf = (cni: NodeCni | undefined) => cni?.pluginDirectory ?? '/opt/cni/bin';

/** containerd 1.x. */
function version2({ cni, canLowerOomScore }: ContainerdOptions): string {
  return `version = 2
disabled_plugins = [
  "io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs",
  "io.containerd.snapshotter.v1.devmapper", "io.containerd.internal.v1.opt", "io.containerd.tracing.processor.v1.otlp",
]
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${pauseImage}"
  restrict_oom_score_adj = ${!canLowerOomScore}
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "${pluginsOf(cni)}"
    conf_dir = "/etc/cni/net.d"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${registriesDir}"
`;
}

/** containerd 2.x: the CRI plugin is one of images and one of the runtime. */
function version3({ cni, canLowerOomScore }: ContainerdOptions): string {
  return `version = 3
disabled_plugins = [
  "io.containerd.snapshotter.v1.blockfile", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.zfs",
  "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.erofs", "io.containerd.differ.v1.erofs",
  "io.containerd.internal.v1.opt", "io.containerd.tracing.processor.v1.otlp", "io.containerd.nri.v1.nri",
]
[plugins."io.containerd.cri.v1.images"]
  snapshotter = "overlayfs"
  [plugins."io.containerd.cri.v1.images".pinned_images]
    sandbox = "${pauseImage}"
  [plugins."io.containerd.cri.v1.images".registry]
    config_path = "${registriesDir}"
[plugins."io.containerd.cri.v1.runtime"]
  restrict_oom_score_adj = ${!canLowerOomScore}
  [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
    [plugins."io.containerd.cri.v1.runtime".containerd.runtimes.runc.options]
      SystemdCgroup = false
  [plugins."io.containerd.cri.v1.runtime".cni]
    bin_dirs = ["${pluginsOf(cni)}"]
    conf_dir = "/etc/cni/net.d"
`;
}
