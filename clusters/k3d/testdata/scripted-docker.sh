#!/bin/sh
# A docker for unit tests, beside scripted-k3d.sh.
echo "docker $*" >>"$SCRIPT/calls"
case "$1" in
  version) [ ! -e "$SCRIPT/no-docker" ] || { echo 'Cannot connect to the Docker daemon' >&2; exit 1; }; echo 28.0.1 ;;
  ps) case "$*" in *label=dev.endstate.record*) cat "$SCRIPT/records" ;; *) cat "$SCRIPT/tools" ;; esac ;;
  inspect) echo 172.19.0.2 ;;
  exec) case "$*" in *crictl\ pods*) echo sandbox1 ;; *crictl\ inspectp*) echo '{"info":{"pid":4711}}' ;; esac ;;
  image) [ "$3" != --format ] && [ ! -e "$SCRIPT/pulled" ] && exit 1; echo 'caddy@sha256:0000' ;;
  run | rm | kill | restart | pull) ;;
  *) echo "no script for: docker $*" >&2; exit 64 ;;
esac
