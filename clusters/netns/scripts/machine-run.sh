#!/bin/bash
# machine-run.sh NAME: a machine's mains switch. Gives it a fresh network namespace with its cables, then its own
# mount, PID, UTS, IPC and cgroup namespaces. Ends with the machine; runit starts it again unless it is switched off.
set -eu
name=$1
machine=/lab/machines/$name
# shellcheck source=cgroup.sh
. /scripts/cgroup.sh

ip netns del "$name" 2>/dev/null || true
ip netns add "$name"
# cables: interface in the machine, bridge, port on the bridge, the interface's hardware address
while read -r interface bridge port mac; do
  ip link del "$port" 2>/dev/null || true
  ip link add name "$port" type veth peer name "$interface" address "$mac" netns "$name"
  ip link set "$port" master "$bridge" up
done <"$machine/cables"

# The pods' cgroups of before a reboot are empty now, and a kubelet would find them.
cgroup_remove "endstate/$LAB_ID/$name" 10
cgroup_join "endstate/$LAB_ID/$name"
exec nsenter --net="/run/netns/$name" \
  unshare --mount --propagation private --pid --uts --ipc --cgroup --fork --kill-child=SIGKILL \
  bash /scripts/machine-init.sh "$name"
