#!/bin/bash
# reap.sh LAB_DIR LAB_ID: takes away whatever is left of a lab: processes, cgroups, state. Idempotent. Namespaces,
# mounts and links need no step of their own: the kernel drops them with the last process.
set -u
# shellcheck source=cgroup.sh
. "${BASH_SOURCE[0]%/*}/cgroup.sh"
lab_dir=$1
lab_id=$2

cgroup_kill "endstate/$lab_id"
cgroup_remove "endstate/$lab_id" 10 || echo "cgroup endstate/$lab_id still has processes" >&2
for tree in $(cgroup_hierarchies); do rmdir "$tree/endstate" 2>/dev/null; done
# Renamed first: a directory that is half deleted is not mistaken for a lab.
if [ -d "$lab_dir" ]; then
  gone="${lab_dir%/*}/.gone-$lab_id"
  mv -T "$lab_dir" "$gone" && rm -rf --one-file-system "$gone"
fi
exit 0
