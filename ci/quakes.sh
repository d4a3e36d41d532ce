#!/usr/bin/env bash
# The first command of README.md: builds, projects the earthquakes, and checks what it left behind.
# Usage: ci/quakes.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

fail() {
  echo "$1" >&2
  exit 1
}

rm -f ridge.csv ridge.png
command=$(ci/readme-command.sh 1)
echo "+ $command"
bash -euo pipefail -c "$command" </dev/null

[[ -s ridge.csv ]] || fail "ridge.csv is missing or empty"
# The eight bytes every PNG file starts with.
signature=$(head -c 8 ridge.png | od -An -tx1 | tr -d ' \n')
[[ $signature == 89504e470d0a1a0a ]] || fail "ridge.png is no PNG file"

awk -F, '
  NR == 1 {
    for (i = 1; i <= NF; i++) column[$i] = i
    if (!("status" in column)) { print "ridge.csv has no status column: " $0; bad = 1; exit 1 }
    next
  }
  { rows++; count[$column["status"]]++ }
  END {
    if (bad) exit 1
    for (status in count) printf "%s %d\n", status, count[status]
    ended = count["CONVERGED"] + count["NOT_A_RIDGE"]
    if (rows != 5871) { print "ridge.csv has " rows + 0 " rows, expected 5871"; exit 1 }
    if (ended < 0.98 * rows) {
      print "only " ended " of " rows " are CONVERGED or NOT_A_RIDGE, expected 98% of them"
      exit 1
    }
  }' ridge.csv >&2 || fail "ridge.csv is not what it should be"
echo "ridge.csv and ridge.png are there, 5871 rows"
