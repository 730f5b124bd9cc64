#!/bin/bash
# engine.sh DIR ID ROOTFS CACHE STATE KEEP: starts a Docker engine in namespaces of its own, and takes it away when it ends or,
# unless it is to be kept, when whoever started it is gone: that one holds the other end of standard input.
set -u
here=${BASH_SOURCE[0]%/*}
dir=$1 id=$2 rootfs=$3 cache=$4 state=$5 keep=$6
# shellcheck source=../../netns/scripts/cgroup.sh
. "$here/../../netns/scripts/cgroup.sh"

start_init() {
  cgroup_join "endstate/$id/engine"
  exec setpriv --pdeathsig KILL \
    unshare --pid --mount --propagation private --net --uts --ipc --fork --kill-child=SIGKILL \
    bash "$here/engine-init.sh" "$dir" "$id" "$rootfs" "$cache" "$state" </dev/null 2>&1
}

exec 3<&0
start_init 3<&- &
init=$!
if [ "$keep" = keep ]; then
  exec </dev/null 3<&-
  wait "$init"
else
  cat <&3 >/dev/null &
  wait -n
fi
pkill -KILL -P "$init" 2>/dev/null
kill -KILL "$init" 2>/dev/null
wait "$init" 2>/dev/null
exec bash "$here/../../netns/scripts/reap.sh" "$dir" "$id"
