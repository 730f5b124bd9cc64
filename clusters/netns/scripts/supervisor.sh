#!/bin/bash
# supervisor.sh LAB_DIR LAB_ID KEEP ROOTFS: starts a lab's init and takes the lab away when its runner is gone.
set -u
here=${BASH_SOURCE[0]%/*}
lab_dir=$1 lab_id=$2 keep=$3 rootfs=$4
# shellcheck source=supervise.sh
. "$here/supervise.sh"
cgroup_limit "endstate/$lab_id" "$lab_dir/limits"
supervise "$lab_dir" "$lab_id" fabric "$keep" bash "$here/lab-init.sh" "$lab_dir" "$rootfs" "$lab_id"
