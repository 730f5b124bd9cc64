#!/bin/bash
# make-store.sh ROOTFS DATA SCRATCH EXCHANGE [NAME PATH …]: fills DATA, Docker's data root, with images, each from an archive at PATH below
# EXCHANGE. Runs in network, mount and PID namespaces of its own: when it ends, however it ends, no process and no mount is left.
set -euo pipefail
if [ -z "${outside:-}" ]; then
  outside=$(readlink /proc/self/ns/mnt) exec unshare --mount --net --pid --fork --kill-child=KILL "$0" "$@"
fi
if [ "$outside" = "$(readlink /proc/self/ns/mnt)" ]; then
  echo 'no mount namespace of its own' >&2
  exit 1
fi
rootfs=$1 data=$2 scratch=$3 exchange=$4
load=$(realpath "${BASH_SOURCE[0]%/*}")/load-archive
shift 4
mount --make-rprivate /
mount -t tmpfs tmpfs /mnt
mkdir /mnt/upper /mnt/work /mnt/rootfs
mount -t overlay overlay -o "lowerdir=$rootfs,upperdir=/mnt/upper,workdir=/mnt/work" /mnt/rootfs
cp "$load" /mnt/rootfs/usr/local/bin/load-archive
cd /mnt/rootfs
mkdir -p var/lib/docker var/tmp exchange
mount --bind "$data" var/lib/docker
mount --bind "$scratch" var/tmp
mount --bind "$exchange" exchange
mount -t proc proc proc
mount --rbind /sys sys
mount --rbind /dev dev
mount -t tmpfs tmpfs run
exec chroot . /bin/bash -euo pipefail -c '
  export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin
  dockerd --storage-driver overlay2 --iptables=false --bridge none --oom-score-adjust 0 --log-level warn >/tmp/dockerd.log 2>&1 &
  daemon=$!
  for attempt in {1..400}; do
    docker version >/dev/null 2>&1 && break
    if ! kill -0 $daemon 2>/dev/null || [ $attempt = 400 ]; then
      echo "Docker did not answer:" >&2
      tail -n 12 /tmp/dockerd.log >&2
      exit 1
    fi
    sleep 0.05
  done
  while [ $# -gt 0 ]; do
    load-archive "$1" <"/exchange/$2" >&2
    shift 2
  done
  kill $daemon
  wait $daemon || true
  # What is left is the images alone: each host writes the rest itself.
  find /var/lib/docker -mindepth 1 -maxdepth 1 ! -name image ! -name overlay2 -exec rm -rf {} +
' store "$@"
