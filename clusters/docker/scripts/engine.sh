#!/bin/bash
# engine.sh DIR ID ROOTFS CACHE STATE KEEP: starts a Docker engine in namespaces of its own, and takes it away when it ends or,
# unless it is to be kept, when whoever started it is gone: that one holds the other end of standard input.
set -u
here=${BASH_SOURCE[0]%/*}
dir=$1 id=$2 rootfs=$3 cache=$4 state=$5 keep=$6
# shellcheck source=../../netns/scripts/supervise.sh
. "$here/../../netns/scripts/supervise.sh"
supervise "$dir" "$id" engine "$keep" --net --uts --ipc bash "$here/engine-init.sh" "$dir" "$id" "$rootfs" "$cache" "$state"
