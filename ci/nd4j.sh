#!/usr/bin/env bash
# Builds java/nd4j, which the other jobs leave out, and runs its tests. Downloads 130 MB the first time;
# to be run by hand. Usage: ci/nd4j.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
mvn -B -Pnd4j -pl java/nd4j -am -Dsurefire.failIfNoSpecifiedTests=false '-Dtest=dev.arete.nd4j.*Test' package \
  </dev/null 2>&1 | tee "$log"
ci/count-tests.sh "$log"
