#!/bin/bash
# supervisor.sh DIR CLUSTER KEEP ENGINE PORT DOCKER …: takes a lab down when its runner, which holds the other end of standard input,
# is gone. With ENGINE, the PID of the init of a Docker in a network of its own, it also keeps the runner's way to the API server: a
# loopback port of this machine, a socket file that only the engine sees, and the same port in the engine's network.
set -u
here=${BASH_SOURCE[0]%/*}
dir=$1 cluster=$2 keep=$3 engine=$4 port=$5
shift 5
# shellcheck source=../../netns/scripts/supervise.sh
. "$here/../../netns/scripts/supervise.sh"
hold_tether

forward() {
  local socket=/run/$cluster.sock
  inside=(setpriv --pdeathsig KILL nsenter --target "$engine" --mount)
  "${inside[@]}" --net /usr/bin/socat "UNIX-LISTEN:$socket,fork,mode=600" "TCP:127.0.0.1:$port" </dev/null 3<&- &
  "${inside[@]}" /usr/bin/socat "TCP-LISTEN:$port,bind=127.0.0.1,reuseaddr,fork,backlog=64" "UNIX-CONNECT:$socket" </dev/null 3<&- &
  # With the engine the lab is gone too.
  tail --pid="$engine" --follow /dev/null </dev/null 3<&- &
  watched=($!)
}

watched=()
if [ "$engine" != none ]; then forward; fi
wait_tethered "$keep" "${watched[@]}"
bash "$here/take-down.sh" "$cluster" "$@"
rm -rf --one-file-system "$dir"
# What serves a connection that is still open is a child of socat's.
trap '' TERM
kill -TERM 0
