#!/usr/bin/env bash
# Runs every CUDA test on the emulator: the contract suite in FP32 and FP64, in three orders of threads, and with
# "sanitize" under the address and undefined-behaviour sanitizers. Prints the number of CUDA tests; fails if it is 0.
# Usage: ci/emulator.sh [fast|sanitize|race]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode=${1:-fast}
log=$(mktemp)
trap 'rm -f "$log"' EXIT
mvn -B -pl java/cuda -am -Dcuda.excluded= -Darete.emulator.mode="$mode" -Dsurefire.failIfNoSpecifiedTests=false \
  -Dtest='dev.arete.cuda.*Test' verify </dev/null 2>&1 | tee "$log"
ci/count-tests.sh "$log"
