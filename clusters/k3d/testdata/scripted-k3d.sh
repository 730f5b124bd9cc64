#!/bin/sh
# A k3d for unit tests: writes down how it was called, and answers as k3d 5.8 does. SCRIPT is a folder.
echo "k3d $*" >>"$SCRIPT/calls"
case "$1 $2" in
  "version ") cat "$SCRIPT/version" ;;
  "cluster create") cp "$4" "$SCRIPT/config.yaml"; [ ! -e "$SCRIPT/create-fails" ] || { echo 'FATA[0001] Cluster creation FAILED' >&2; exit 1; } ;;
  "kubeconfig get") echo 'apiVersion: v1' ;;
  "cluster delete" | "node start" | "image import") ;;
  *) echo "no script for: k3d $*" >&2; exit 64 ;;
esac
