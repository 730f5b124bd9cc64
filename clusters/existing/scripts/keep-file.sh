# keep-file.sh PATH: copies a file before it is written for the first time; of one that is not there, notes the topmost
# directory that writing it will make. What is noted is whole or not there: the runner may be killed at any time.
set -eu
home=/var/lib/endstate-lease
path=$1
note=$home/$(printf %s "$path" | cksum | tr ' ' -)
[ ! -e "$note.path" ] || exit 0
mkdir -p -m 700 "$home"
if [ -e "$path" ] || [ -L "$path" ]; then
  cp -a -- "$path" "$note.copy"
else
  made=$path
  above=$(dirname -- "$path")
  while [ ! -d "$above" ]; do
    made=$above
    above=$(dirname -- "$above")
  done
  printf %s "$made" >"$note.made"
fi
printf %s "$path" >"$note.new"
mv -- "$note.new" "$note.path"
