# in-tools.sh POD COMMAND …: runs a command in a node (or a container like one) with the lab's tools, in the network and with the
# resolv.conf of a pod, by its UID as its cgroup has it; without one, in those of the container itself.
pod=$1 tools=/endstate/tools
shift
pid=self
if [ -n "$pod" ]; then
  file=$(grep --files-with-matches --no-messages "pod$pod" /proc/[0-9]*/cgroup | head -n 1)
  pid=${file#/proc/} pid=${pid%/cgroup}
  [ -n "$pid" ] || { echo 'no running sandbox' >&2; exit 125; }
fi
# What a capture writes is read by the next command.
mkdir -p /run/endstate/tools
exec unshare --mount --propagation private bash -c '
  pid=$0 tools=$1
  shift
  copy=$(mktemp /run/endstate/resolv.XXXXXX)
  cat "/proc/$pid/root/etc/resolv.conf" >"$copy"
  mount --rbind /proc "$tools/proc" && mount --rbind /sys "$tools/sys" && mount --rbind /dev "$tools/dev" &&
    mount --bind /run/endstate/tools "$tools/run" && mount --bind /tmp "$tools/tmp" &&
    mount --bind "$copy" "$tools/etc/resolv.conf" || exit 125
  rm "$copy"
  cd /
  exec nsenter --net="/proc/$pid/ns/net" chroot "$tools" env HOME=/root LANG=C.UTF-8 "$@"
' "$pid" "$tools" "$@"
