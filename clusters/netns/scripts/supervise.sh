# shellcheck shell=bash
# What supervisors share: each starts something for whoever holds the other end of its standard input (the death of that one,
# however it dies, closes that pipe), and takes it away when that one is gone.
#
# Should a supervisor be killed as well, PDEATHSIG carries the kill on: supervisor -> unshare -> init, and the PID namespace ends
# with init.
# shellcheck source=cgroup.sh
. "${BASH_SOURCE[0]%/*}/cgroup.sh"

# supervise DIR ID PART KEEP ARGUMENT …: runs an init in the cgroup PART of ID until its tether is cut, then reaps it all. The
# arguments are unshare's: more namespaces, then the init's command line. Does not return.
supervise() {
  local dir=$1 id=$2 part=$3 keep=$4 init
  shift 4
  hold_tether
  start_init "endstate/$id/$part" "$@" 3<&- &
  init=$!
  wait_tethered "$keep" "$init"
  # The init first, while its parent is there to reap it; its parent too, which may not have come that far.
  pkill -KILL -P "$init" 2>/dev/null
  kill -KILL "$init" 2>/dev/null
  wait "$init" 2>/dev/null
  exec bash "${BASH_SOURCE[0]%/*}/reap.sh" "$dir" "$id"
}

start_init() {
  cgroup_join "$1"
  shift
  exec setpriv --pdeathsig KILL unshare --pid --mount --propagation private --fork --kill-child=SIGKILL "$@" </dev/null
}

# The tether is file descriptor 3 from then on. Whatever is started closes it (3<&-): it must not live on in a lab.
hold_tether() {
  exec 3<&0
}

# wait_tethered KEEP PID …: waits until one of these processes has ended or, unless KEEP is `keep`, the tether is cut.
wait_tethered() {
  local keep=$1
  shift
  if [ "$keep" = keep ]; then
    exec </dev/null 3<&-
  else
    # Named outright: a shell gives its background jobs /dev/null to read, whose end comes at once.
    cat <&3 >/dev/null &
    set -- "$@" $!
  fi
  wait -n "$@"
}
