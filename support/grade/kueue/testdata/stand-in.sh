# Called as the judge is: run --plan PLAN --out MARKS. Piece 1 is inconclusive the first time, piece 2 malformed.
test "$1 $2 $4" = "run --plan --out" && test -r "$3" || exit 64
touch /inputs/written && exit 65
mkdir -p "$5" && echo . >>"$5/runs"
case $JOB_COMPLETION_INDEX in
  1) test "$(wc -l <"$5/runs")" -gt 1 || exit 3 ;;
  2) exit 2 ;;
esac
