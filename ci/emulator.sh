#!/usr/bin/env bash
# Runs CUDA tests on the CPU emulator and prints their number; fails if it is 0.
#   orders    the contract suite in FP64 and FP32, in three orders of threads, and every kernel
#   deferred  the same tests with work on streams put off until something waits for it; one order each
#   sanitize  the same tests, one order each, and the emulator's own, under the address and
#             undefined-behaviour sanitizers
#   race      KernelCoverageTest, which runs every kernel, and the emulator's own tests, with race detection
# Usage: ci/emulator.sh [orders|deferred|sanitize|race]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

job=${1:-orders}
mode=fast
tests='dev.arete.cuda.*Test'
options=(-Dsurefire.failIfNoSpecifiedTests=false)
case $job in
  orders) options+=(-Dcuda.excluded=) ;;
  deferred) export EMU_DEFER=1 ;;
  sanitize)
    mode=sanitize
    tests+=',dev.arete.kernels.**'
    # The driver library is preloaded too, so that it hears what the undefined-behaviour sanitizer finds; so it
    # must be built first.
    built=$PWD/kernels/target/emulator/$mode
    kernels/src/emulator/build.sh $mode "$built" kernels/src/main/cuda/*.cu
    options+=("-Darete.emulator.preload=$(g++ -print-file-name=libasan.so) $built/libcuda.so.1")
    ;;
  race)
    mode=race
    tests='dev.arete.kernels.**,KernelCoverageTest'
    ;;
  *)
    sed -n '2,8p' "${BASH_SOURCE[0]}" >&2
    exit 2
    ;;
esac
log=$(mktemp)
trap 'rm -f "$log"' EXIT
mvn -B -pl kernels,java/cuda -am "${options[@]}" -Darete.emulator.mode=$mode "-Dtest=$tests" test </dev/null 2>&1 | tee "$log"
ci/count-tests.sh "$log"
# Skipped tests count as run in the sums above.
cuda=$(sed -nE 's/.*Tests run: ([0-9]+), .*Skipped: ([0-9]+), Time elapsed: .* dev\.arete\.cuda\..*/\1 \2/p' "$log" |
  awk '{ sum += $1 - $2 } END { print sum + 0 }')
echo "$cuda CUDA tests ran on the emulator ($job)"
if ((cuda == 0)); then
  echo "no CUDA test ran" >&2
  exit 1
fi
