#!/bin/bash
# lab-init.sh LAB_DIR ROOTFS LAB_ID: PID 1 of a lab. Builds a root of its own, starts the path from the runner to the
# API server while still in the runner's network, then becomes the fabric: the network namespace with the lab's bridges.
set -eu
lab_dir=$1 rootfs=$2 lab_id=$3
exec >>"$lab_dir/log/lab.log" 2>&1
cd "$lab_dir"
here=${BASH_SOURCE[0]%/*}
root=$lab_dir/fabric-root

mount -t tmpfs -o mode=755 tmpfs "$root"
for dir in usr etc proc sys dev run tmp lab scripts components old; do mkdir "$root/$dir"; done
for link in bin sbin lib lib64; do ln -s "usr/$link" "$root/$link"; done
mount --bind "$rootfs/usr" "$root/usr"
mount --bind "$rootfs/etc" "$root/etc"
mount --bind "$lab_dir" "$root/lab"
mount --bind "$here" "$root/scripts"
mount --rbind /dev "$root/dev"
mount --rbind /sys "$root/sys"
while read -r name source; do
  mkdir "$root/components/$name"
  mount --bind -o ro "$source" "$root/components/$name"
done <"$lab_dir/components"
mount -t proc proc "$root/proc"
mount -t tmpfs tmpfs "$root/run"
mount -t tmpfs tmpfs "$root/tmp"
mkdir "$root/run/netns"
cd "$root"
pivot_root . old
umount -l /old
export PATH=/usr/sbin:/usr/bin LAB_ID=$lab_id

runsvdir -P /lab/runner-services &
exec unshare --net /bin/bash /scripts/fabric-init.sh
