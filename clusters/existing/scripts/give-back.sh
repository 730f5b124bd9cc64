# give-back.sh: files and kernel settings become what they were. Prints what could not be given back, a line each; the
# notes of that stay, so that the next attempt finds them.
set -u
home=/var/lib/endstate-lease
[ -d "$home" ] || exit 0

# Takes away a file that was not there, and the directories that were made for it, unless something else is in them now.
remove() {
  local path=$1 made=$2
  rm -f -- "$path" || return
  while [ "$path" != "$made" ]; do
    path=$(dirname -- "$path")
    [ ! -d "$path" ] || rmdir -- "$path" || return
  done
}

restore() {
  cp -a -- "$1" "$2.endstate" && mv -T -- "$2.endstate" "$2"
}

for note in "$home"/*.path; do
  [ -e "$note" ] || continue
  note=${note%.path}
  path=$(cat "$note.path")
  rm -f -- "$path.endstate"
  if [ -e "$note.copy" ] || [ -L "$note.copy" ]; then
    said=$(restore "$note.copy" "$path" 2>&1)
  else
    said=$(remove "$path" "$(cat "$note.made")" 2>&1)
  fi
  # shellcheck disable=SC2181
  if [ $? -eq 0 ]; then rm -f -- "$note".*; else echo "$path: $said"; fi
done
for note in "$home"/*.sysctl; do
  [ -e "$note" ] || continue
  name=$(basename "$note" .sysctl)
  if said=$(sysctl -qw "$name=$(cat "$note")" 2>&1); then rm -f -- "$note"; else echo "$name: $said"; fi
done
# A note that was being made when its runner was killed: nothing had been changed yet.
for note in "$home"/*.copy "$home"/*.made "$home"/*.new; do
  [ -e "${note%.*}.path" ] || rm -rf -- "$note"
done
rmdir -- "$home" 2>/dev/null
[ ! -d "$home" ] || exit 1
