#!/usr/bin/env bash
# Builds and runs the benchmarks and leaves bench/results/DATE-MACHINE.md and .json.
# Usage: bench/run.sh [options of JMH]   for example: bench/run.sh -f 1 -p backend=cpu Score
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

machine=$(lscpu 2>/dev/null | sed -n 's/^Model name: *//p' | head -1)
machine=${ARETE_MACHINE:-${machine:-$(uname -m)}-$(getconf _NPROCESSORS_ONLN)core}
machine=$(tr -cs 'A-Za-z0-9\n' '-' <<<"$machine" | tr '[:upper:]' '[:lower:]' | sed 's/^-//; s/-$//')
commit=$(git rev-parse --short HEAD)
if [[ -n $(git status --porcelain --untracked-files=no) ]]; then
  commit="$commit with changes that are not committed"
fi
prefix=bench/results/$(date -u +%Y-%m-%d)-$machine

mvn -q -B -pl bench -am -DskipTests package </dev/null
mkdir -p bench/results
java --add-modules jdk.incubator.vector -Darete.bench.commit="$commit" \
  -jar bench/target/benchmarks.jar --report "$prefix" "$@" </dev/null
echo "wrote $prefix.md and $prefix.json"
