#!/bin/bash
# take-down.sh CLUSTER DOCKER …: takes a lab's containers, their volumes and its network away, whatever of them there is. Idempotent.
# Again and again, since a container that was being made when its maker died may come after the first look.
set -u
cluster=$1
shift
deadline=$((SECONDS + 60))
while :; do
  mapfile -t containers < <("$@" ps --all --quiet --filter "name=^/?$cluster-")
  [ ${#containers[@]} -eq 0 ] || "$@" rm --force --volumes "${containers[@]}" >/dev/null 2>&1
  "$@" network inspect "$cluster" >/dev/null 2>&1 || break
  "$@" network rm "$cluster" >/dev/null 2>&1 && break
  if [ $SECONDS -ge $deadline ]; then
    echo "Docker still has the network $cluster" >&2
    exit 1
  fi
  sleep 0.2
done
