# write-file.sh PATH MODE: standard input becomes the file, whole or not at all.
set -eu
mkdir -p -- "$(dirname -- "$1")"
cat >"$1.endstate"
chmod "$2" "$1.endstate"
mv -T -- "$1.endstate" "$1"
