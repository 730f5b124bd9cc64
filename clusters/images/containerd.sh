#!/bin/bash
# A containerd of its own for one task: containerd.sh ROOTFS BIN ROOT EXCHANGE COMMAND [ARGUMENT …]
# Runs COMMAND (bash) in ROOTFS with the containerd in BIN (empty: its own), containerd's root at ROOT and EXCHANGE at
# /exchange, in mount and PID namespaces of their own: when it ends, however it ends, no process and no mount is left.
set -euo pipefail
if [ -z "${outside:-}" ]; then
  outside=$(readlink /proc/self/ns/mnt) exec unshare --mount --pid --fork --kill-child=KILL "$0" "$@"
fi
if [ "$outside" = "$(readlink /proc/self/ns/mnt)" ]; then
  echo 'no mount namespace of its own' >&2
  exit 1
fi
rootfs=$1 bin=$2 root=$3 exchange=$4
shift 4
mount --make-rprivate /
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/rootfs
mount -t overlay overlay -o "lowerdir=$rootfs,upperdir=/mnt/upper,workdir=/mnt/work" /mnt/rootfs
cd /mnt/rootfs
mkdir -p var/lib/containerd exchange
mount --bind "$root" var/lib/containerd
mount --bind "$exchange" exchange
if [ -n "$bin" ]; then
  mkdir -p opt/containerd/bin
  mount --bind "$bin" opt/containerd/bin
  export PATH=/opt/containerd/bin:$PATH
fi
mount -t proc proc proc
mount --rbind /sys sys
mount --rbind /dev dev
cp /etc/resolv.conf etc/resolv.conf 2>/dev/null || true
cat > etc/containerd.toml <<'TOML'
version = 2
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images", "io.containerd.cri.v1.runtime"]
TOML
exec chroot . /bin/bash -c '
  containerd --config /etc/containerd.toml >/tmp/containerd.log 2>&1 &
  daemon=$!
  for attempt in {1..200}; do
    ctr version >/dev/null 2>&1 && break
    if ! kill -0 $daemon 2>/dev/null || [ $attempt = 200 ]; then
      echo "containerd did not answer within 10 s:" >&2
      tail -n 12 /tmp/containerd.log >&2
      exit 1
    fi
    sleep 0.05
  done
  bash -euo pipefail -c "$@"
  status=$?
  # The databases are closed before they are copied.
  kill $daemon; wait $daemon
  exit $status
' containerd "$@"
