#!/bin/bash
# engine-init.sh DIR ID ROOTFS CACHE STATE: PID 1 of a Docker engine, in network, mount and PID namespaces of its own: its bridges,
# its iptables rules, its mounts and every process of its containers end with this one, and the machine has none of them.
set -eu
dir=$1 id=$2 rootfs=$3 cache=$4 state=$5
here=$(realpath "${BASH_SOURCE[0]%/*}")
# Neither is to be looked up in the network of the machine, which this one does not have.
address=198.18.0.1

mount -t tmpfs -o mode=755 tmpfs "$dir/root"
mkdir "$dir"/root/{upper,work,merged}
mount -t overlay overlay -o "lowerdir=$rootfs,upperdir=$dir/root/upper,workdir=$dir/root/work" "$dir/root/merged"
cd "$dir/root/merged"
mount -t proc proc proc
mount --rbind /sys sys
mount --rbind /dev dev
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mkdir -p var/lib/docker opt/endstate old
mount --bind "$dir/data" var/lib/docker
cp "$here/runc-without-sys-resource" opt/endstate/
# Containers mount what is in the cache and in the labs' directories by the paths that everybody else knows them by.
for shared in "$cache" "$state"; do
  mkdir -p ".$shared"
  mount --bind "$shared" ".$shared"
done
# Containers ask whom this file names, and nobody else: a name outside is answered at once with a no.
echo "nameserver $address" >etc/resolv.conf
pivot_root . old
umount -l /old
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin HOME=/root
echo docker >/proc/sys/kernel/hostname
ip link set lo up

runtime=()
# A capability that this machine does not have cannot be given to a privileged container.
if ! grep -q '^CapBnd:.*[13579bdf]......$' /proc/self/status; then
  runtime=(--add-runtime endstate=/opt/endstate/runc-without-sys-resource --default-runtime endstate)
fi
dnsmasq --keep-in-foreground --conf-file=/dev/null --bind-dynamic --listen-address="$address" --except-interface=lo \
  --user=root --pid-file --no-resolv --no-hosts '--local=/#/' &
dockerd --host "unix://$dir/docker.sock" --group root --data-root /var/lib/docker --exec-root /run/docker --pidfile /run/docker.pid \
  --cgroup-parent "/endstate/$id/containers" --storage-driver overlay2 --bip "$address/24" --dns "$address" \
  --log-level warn "${runtime[@]}" &
wait -n
