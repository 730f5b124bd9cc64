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
# The component that is its lower layer: hosts with Docker have one of their own.
read -r rootfs <"$machine/rootfs"
mount -t overlay overlay -o "lowerdir=/components/$rootfs,upperdir=$disk/root,workdir=$disk/work" "$root"
mkdir -p "$root"/{proc,sys,dev,run,tmp,var,opt,root,endstate,old}

# Mounts what standard input lists, as an fstab does, below the new root. One process for all of them: sixty mounts of
# a process each cost every machine of a lab a third of a second. (mount reads an fstab from a file only.)
mount_all() {
  cat >"$machine/fstab"
  mount --all --fstab "$machine/fstab" --target-prefix "$root"
}

components() {
  local component target
  for component in /components/*; do
    read -r target 2>/dev/null <"$machine/mounts/${component##*/}" || continue
    echo "$component $target none bind,ro,X-mount.mkdir 0 0"
  done
}

mount_all <<END
$disk/var /var none bind 0 0
$(components)
tmpfs /run tmpfs mode=755 0 0
tmpfs /tmp tmpfs mode=1777 0 0
tmpfs /dev tmpfs mode=755 0 0
proc /proc proc defaults 0 0
proc /mnt proc defaults 0 0
sysfs /sys sysfs defaults 0 0
END
mkdir -p "$root"/run/{lock,netns,endstate/sys}

# Kernel settings that are not the network's belong to the whole computer. The kubelet writes some of them at start;
# stand-ins take the writes.
declare -A stand_ins=(
  [vm/overcommit_memory]=1
  [vm/panic_on_oom]=0
  [kernel/panic]=10
  [kernel/panic_on_oops]=1
  # Of the processes that a machine can number its kubelet reserves all but what pods may have: limits.ts.
  [kernel/pid_max]=8192
  [kernel/keys/root_maxkeys]=1000000
  [kernel/keys/root_maxbytes]=25000000
  # Each boot has an id of its own; journald tells boots apart by it, and whoever waits for a reboot.
  [kernel/random/boot_id]=$(</proc/sys/kernel/random/uuid)
)
settings() {
  echo "$root/proc/sys /proc/sys none bind,ro 0 0"
  echo "$root/mnt/sys/net /proc/sys/net none bind 0 0"
  local setting file
  for setting in "${!stand_ins[@]}"; do
    [ -e "/proc/sys/$setting" ] || continue
    file=$root/run/endstate/sys/${setting//\//.}
    echo "${stand_ins[$setting]}" >"$file"
    echo "$file /proc/sys/$setting none bind 0 0"
  done
}

devices() {
  local device
  for device in null zero full random urandom tty kmsg fuse net/tun; do
    [ -e "/dev/$device" ] || continue
    : >"$root/dev/$device"
    echo "/dev/$device /dev/$device none bind 0 0"
  done
  echo 'devpts /dev/pts devpts newinstance,ptmxmode=0666,mode=620,X-mount.mkdir 0 0'
  echo 'tmpfs /dev/shm tmpfs mode=1777,X-mount.mkdir 0 0'
  echo 'mqueue /dev/mqueue mqueue X-mount.mkdir 0 0'
}

# The machine's own cgroup namespace: its cgroup is the root of every hierarchy it sees.
cgroups() {
  if [ "$(stat -fc %T /sys/fs/cgroup)" = cgroup2fs ]; then
    echo 'cgroup2 /sys/fs/cgroup cgroup2 defaults 0 0'
    return
  fi
  echo 'tmpfs /sys/fs/cgroup tmpfs mode=755 0 0'
  # Only the controllers' names may be given again, not the mount's own options.
  awk '$3 == "cgroup" && !seen[$2]++ {
    controllers = ""
    count = split($4, options, ",")
    for (i = 1; i <= count; i++)
      if (options[i] !~ /^(rw|ro|nosuid|nodev|noexec|relatime|seclabel|xattr|clone_children)$/)
        controllers = controllers options[i] ","
    sub(/.*\//, "", $2)
    print "cgroup", "/sys/fs/cgroup/" $2, "cgroup", controllers "X-mount.mkdir", 0, 0
  }' /proc/mounts
}

mkdir "$root/dev/net"
mount_all <<END
$(settings)
$(devices)
$(cgroups)
END
umount -l "$root/mnt"
ln -s pts/ptmx "$root/dev/ptmx"
ln -s /proc/self/fd "$root/dev/fd"
ln -s fd/0 "$root/dev/stdin"
ln -s fd/1 "$root/dev/stdout"
ln -s fd/2 "$root/dev/stderr"

if [ -e "$root/sys/fs/cgroup/cgroup.controllers" ]; then
  # cgroup v2 hands out controllers only from a cgroup without processes.
  mkdir -p "$root/sys/fs/cgroup/init"
  echo 1 >"$root/sys/fs/cgroup/init/cgroup.procs"
  for controller in $(<"$root/sys/fs/cgroup/cgroup.controllers"); do
    echo "+$controller" >"$root/sys/fs/cgroup/cgroup.subtree_control" || true
  done
fi

cd "$root"
pivot_root . old
umount -l /old
rmdir /old 2>/dev/null || true
export PATH=/opt/kubernetes/bin:/opt/etcd/bin:/opt/containerd/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin HOME=/root LANG=C.UTF-8
exec env -i PATH="$PATH" HOME="$HOME" LANG="$LANG" /bin/bash /etc/endstate/boot
