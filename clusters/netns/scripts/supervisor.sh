#!/bin/bash
# supervisor.sh LAB_DIR LAB_ID KEEP ROOTFS: starts a lab's init and takes the lab away when its runner is gone.
#
# The runner holds the other end of standard input; its death, however it dies, closes that pipe. Should this process
# be killed as well, PDEATHSIG carries the kill on: supervisor -> unshare -> init, and the PID namespace ends with init.
set -u
here=${BASH_SOURCE[0]%/*}
lab_dir=$1 lab_id=$2 keep=$3 rootfs=$4
# shellcheck source=cgroup.sh
. "$here/cgroup.sh"

start_init() {
  cgroup_join "endstate/$lab_id/fabric"
  # File descriptors of the runner's pipe must not live on in the lab.
  exec setpriv --pdeathsig KILL \
    unshare --pid --mount --propagation private --fork --kill-child=SIGKILL \
    bash "$here/lab-init.sh" "$lab_dir" "$rootfs" "$lab_id" </dev/null >>"$lab_dir/log/lab.log" 2>&1
}

exec 3<&0
start_init 3<&- &
init=$!
if [ "$keep" = keep ]; then
  exec </dev/null 3<&-
  wait "$init"
else
  # Named outright: a shell gives its background jobs /dev/null to read, whose end comes at once.
  cat <&3 >/dev/null &
  wait -n
fi
# The init first, while its parent is there to reap it; its parent too, which may not have come that far.
pkill -KILL -P "$init" 2>/dev/null
kill -KILL "$init" 2>/dev/null
wait "$init" 2>/dev/null
exec bash "$here/reap.sh" "$lab_dir" "$lab_id"
