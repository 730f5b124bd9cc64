# keep-sysctl.sh NAME: notes a kernel setting before it is changed for the first time.
set -eu
home=/var/lib/endstate-lease
note=$home/$1.sysctl
[ ! -e "$note" ] || exit 0
mkdir -p -m 700 "$home"
sysctl -n "$1" >"$note.new"
mv -- "$note.new" "$note"
