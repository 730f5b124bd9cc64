# shellcheck shell=bash
# Cgroup hierarchies as this machine mounts them. A v1 machine has one directory per controller (and often a v2 tree
# without controllers beside them); a v2 machine has one tree.

# Prints every writable hierarchy's directory, one a line.
cgroup_hierarchies() {
  awk '$3 == "cgroup" || $3 == "cgroup2" {print $2}' /proc/mounts | sort -u
}

# cgroup_join PATH: makes the cgroup PATH in every hierarchy and moves the calling shell into it.
cgroup_join() {
  local tree trees
  mapfile -t trees < <(cgroup_hierarchies)
  mkdir -p "${trees[@]/%//$1}"
  for tree in "${trees[@]}"; do
    cgroup_inherit_cpuset "$tree" "$1"
    echo "$BASHPID" >"$tree/$1/cgroup.procs"
  done
}

# cgroup_limit PATH FILE: gives the cgroup PATH the limits of FILE (`pids.max 9216`, a line each) in every hierarchy that has the
# controller. v2 hands controllers out from the top, to cgroups without processes of their own: where it does not, no limit holds.
cgroup_limit() {
  local tree name value
  for tree in $(cgroup_hierarchies); do
    mkdir -p "$tree/$1"
    cgroup_hand_out "$tree" "$1"
    while read -r name value; do
      if [ -e "$tree/$1/$name" ]; then echo "$value" >"$tree/$1/$name"; fi
    done <"$2"
  done
}

cgroup_hand_out() {
  local at=$1 part controller
  for part in '' ${2//\// }; do
    at=$at/$part
    [ -f "$at/cgroup.subtree_control" ] || continue
    for controller in $(<"$at/cgroup.controllers"); do
      { echo "+$controller" >"$at/cgroup.subtree_control"; } 2>/dev/null
    done
  done
}

# A new v1 cpuset has no CPUs, and no process may enter it.
cgroup_inherit_cpuset() {
  local tree=$1 path=$2 at part file
  [ -f "$tree/cpuset.cpus" ] && [ -f "$tree/cgroup.clone_children" ] || return 0
  at=$tree
  for part in ${path//\// }; do
    for file in cpuset.cpus cpuset.mems; do
      [ -n "$(cat "$at/$part/$file")" ] || cat "$at/$file" >"$at/$part/$file"
    done
    at=$at/$part
  done
}

# cgroup_kill PATH: ends every process at or below PATH.
cgroup_kill() {
  local tree
  for tree in $(cgroup_hierarchies); do
    [ -d "$tree/$1" ] || continue
    find "$tree/$1" -name cgroup.procs -exec cat {} + 2>/dev/null
  done | sort -un | xargs -r kill -KILL 2>/dev/null
}

# cgroup_remove PATH DEADLINE_SECONDS: removes PATH everywhere; a dying process keeps its cgroup busy for some ms.
cgroup_remove() {
  local tree deadline=$((SECONDS + $2)) left
  while :; do
    left=0
    for tree in $(cgroup_hierarchies); do
      [ -d "$tree/$1" ] || continue
      find "$tree/$1" -depth -type d -exec rmdir {} + 2>/dev/null
      [ -d "$tree/$1" ] && left=1
    done
    [ $left = 0 ] && return 0
    [ $SECONDS -ge $deadline ] && return 1
    cgroup_kill "$1"
    sleep 0.02
  done
}
