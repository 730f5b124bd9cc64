#!/bin/bash
# machine-init.sh NAME: PID 1 of a machine: mounts its disk, then boots from what the disk says.
set -eu
name=$1
machine=/lab/machines/$name
disk=$machine/disk
root=/tmp/root
# shellcheck source=cgroup.sh
. /scripts/cgroup.sh

hostname "$name"
mkdir -p "$root"
mount -t overlay overlay -o "lowerdir=/components/rootfs,upperdir=$disk/root,workdir=$disk/work" "$root"
mkdir -p "$root"/{proc,sys,dev,run,tmp,var,opt,root,endstate,old}
mount --bind "$disk/var" "$root/var"
for component in /components/*; do
  target=$(cat "$machine/mounts/${component##*/}" 2>/dev/null) || continue
  mkdir -p "$root$target"
  mount --bind -o ro "$component" "$root$target"
done

mount -t tmpfs -o mode=755 tmpfs "$root/run"
mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
mkdir -p "$root/run/lock" "$root/run/netns"
mount -t proc proc "$root/proc"
mount -t sysfs sysfs "$root/sys"

# Kernel settings that are not the network's belong to the whole computer. The kubelet writes some of them at start;
# stand-ins take the writes.
stand_in() {
  [ -e "$root/proc/sys/$1" ] || return 0
  mkdir -p "$root/run/endstate/sys"
  local file=$root/run/endstate/sys/${1//\//.}
  echo "$2" >"$file"
  mount --bind "$file" "$root/proc/sys/$1"
}
mount --bind "$root/proc/sys" "$root/proc/sys"
mount -o remount,bind,ro "$root/proc/sys"
mount -t proc proc "$root/mnt"
mount --bind "$root/mnt/sys/net" "$root/proc/sys/net"
umount -l "$root/mnt"
stand_in vm/overcommit_memory 1
stand_in vm/panic_on_oom 0
stand_in kernel/panic 10
stand_in kernel/panic_on_oops 1
stand_in kernel/keys/root_maxkeys 1000000
stand_in kernel/keys/root_maxbytes 25000000

mount -t tmpfs -o mode=755 tmpfs "$root/dev"
for device in null zero full random urandom tty kmsg fuse; do
  [ -e "/dev/$device" ] || continue
  touch "$root/dev/$device"
  mount --bind "/dev/$device" "$root/dev/$device"
done
if [ -e /dev/net/tun ]; then
  mkdir "$root/dev/net" && touch "$root/dev/net/tun" && mount --bind /dev/net/tun "$root/dev/net/tun"
fi
mkdir "$root/dev/pts" "$root/dev/shm" "$root/dev/mqueue"
mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
mount -t mqueue mqueue "$root/dev/mqueue"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s /proc/self/fd/0 "$root/dev/stdin"
ln -s /proc/self/fd/1 "$root/dev/stdout"
ln -s /proc/self/fd/2 "$root/dev/stderr"

# The machine's own cgroup namespace: its cgroup is the root of every hierarchy it sees.
if [ "$(stat -fc %T /sys/fs/cgroup)" = cgroup2fs ]; then
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"
  # cgroup v2 hands out controllers only from a cgroup without processes.
  mkdir -p "$root/sys/fs/cgroup/init"
  echo 1 >"$root/sys/fs/cgroup/init/cgroup.procs"
  for controller in $(cat "$root/sys/fs/cgroup/cgroup.controllers"); do
    echo "+$controller" >"$root/sys/fs/cgroup/cgroup.subtree_control" || true
  done
else
  mount -t tmpfs -o mode=755 tmpfs "$root/sys/fs/cgroup"
  awk '$3 == "cgroup" {print $2, $4}' /proc/mounts | sort -u | while read -r tree options; do
    mkdir -p "$root/sys/fs/cgroup/${tree##*/}"
    # Only the controllers' names may be given again, not the mount's own options.
    controllers=$(tr ',' '\n' <<<"$options" | grep -vxE 'rw|ro|nosuid|nodev|noexec|relatime|seclabel|xattr|clone_children' | paste -sd,)
    mount -t cgroup -o "$controllers" cgroup "$root/sys/fs/cgroup/${tree##*/}"
  done
fi

cd "$root"
pivot_root . old
umount -l /old
rmdir /old 2>/dev/null || true
export PATH=/opt/kubernetes/bin:/opt/etcd/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin HOME=/root LANG=C.UTF-8
exec env -i PATH="$PATH" HOME="$HOME" LANG="$LANG" /bin/bash /etc/endstate/boot
