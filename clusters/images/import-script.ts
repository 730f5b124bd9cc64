/**
 * Imports archives (name and path in turn) into the namespace that the kubelet sees, and adds what containerd's CRI
 * plugin adds when it pulls: the names by digest and by configuration, and its label (containerd, pkg/cri/store/image).
 */
export const importScript = `
export CONTAINERD_NAMESPACE=k8s.io
case $(uname -m) in aarch64) arch=arm64 ;; *) arch=amd64 ;; esac
while [ $# -gt 0 ]; do
  name=$1 file=$2
  shift 2
  ctr images import --snapshotter overlayfs "/exchange/$file" >&2
  target=$(ctr images list "name==$name" | awk 'NR == 2 { print $3 }')
  manifest=$(ctr content get "$target" | jq -r --arg self "$target" --arg arch "$arch" '
    if .manifests then [.manifests[] | select(.platform.os == "linux" and .platform.architecture == $arch)][0].digest else $self end')
  config=$(ctr content get "$manifest" | jq -r .config.digest)
  ctr images tag --force "$name" "\${name%:*}@$target" >&2
  ctr images tag --force "$name" "$config" >&2
  for known in "$name" "\${name%:*}@$target" "$config"; do
    ctr images label "$known" io.cri-containerd.image=managed >&2
  done
done
`;
