#!/usr/bin/env bash
# Prints Surefire's closing line of each module in a Maven log and the sum of tests; fails if it is 0.
# Usage: ci/count-tests.sh LOG
set -euo pipefail

log=${1:?usage: ci/count-tests.sh LOG}
# The closing line of a module is the one that names no class and no time.
closing=$(grep -E 'Tests run: [0-9]+, Failures: [0-9]+, Errors: [0-9]+, Skipped: [0-9]+$' "$log" || true)
total=$(sed -E 's/.*Tests run: ([0-9]+),.*/\1/' <<<"$closing" | awk '{ sum += $1 } END { print sum + 0 }')
echo "Surefire, module by module:"
echo "$closing"
echo "$total tests in all"
if ((total == 0)); then
  echo "no test ran" >&2
  exit 1
fi
