# in-pod.sh UID COMMAND...: runs a command in the network of a pod on this node, with the pod's resolv.conf. The pod is
# found by its UID in the cgroups, which every container runtime and both cgroup drivers write there.
pid=
for found in $(grep -lE "pod($1|$(printf %s "$1" | tr - _))" /proc/[0-9]*/cgroup 2>/dev/null); do
  pid=${found#/proc/}
  pid=${pid%/cgroup}
  # A container that is being started is not in its pod's network yet.
  case $(cat "/proc/$pid/comm" 2>/dev/null) in runc* | crun*) pid= ;; *) break ;; esac
done
[ -n "$pid" ] || { echo 'no process of the pod' >&2; exit 97; }
shift
# A copy, since a mount cannot be bound out of another mount namespace. systemd-resolved would be asked first, and
# answers for the node.
exec nsenter --net="/proc/$pid/ns/net" unshare --mount --propagation private sh -c '
  copy=$(mktemp /run/resolv.XXXXXX) && cat "/proc/$0/root/etc/resolv.conf" >"$copy" &&
  mount --bind "$copy" /etc/resolv.conf && rm "$copy" || exit 97
  resolved=/run/systemd/resolve/io.systemd.Resolve
  if [ -e "$resolved" ]; then mount --bind /dev/null "$resolved" || exit 97; fi
  exec "$@"
' "$pid" "$@"
