#!/usr/bin/env bash
# Runs tests on the CPU emulator and prints the number of CUDA tests; fails if it is 0.
#   fast      every CUDA test: the contract in FP32 and FP64, in three orders of threads
#   sanitize  address and undefined-behaviour sanitizers: the emulator's own tests and KernelCoverageTest, which
#             runs every kernel in three orders of threads; the whole contract would take an hour
#   race      the same with race detection
# Usage: ci/emulator.sh [fast|sanitize|race]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode=${1:-fast}
options=(-Dcuda.excluded= -Darete.emulator.mode="$mode" -Dsurefire.failIfNoSpecifiedTests=false)
if [ "$mode" = fast ]; then
  options+=('-Dtest=dev.arete.cuda.*Test')
else
  options+=('-Dtest=dev.arete.kernels.**,KernelCoverageTest')
fi
if [ "$mode" = sanitize ]; then
  # The driver library is preloaded too, so that it hears what the undefined-behaviour sanitizer finds; so it must be built first.
  built=$PWD/kernels/target/emulator/$mode
  kernels/src/emulator/build.sh "$mode" "$built" kernels/src/main/cuda/*.cu
  options+=("-Darete.emulator.preload=$(g++ -print-file-name=libasan.so) $built/libcuda.so.1")
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
mvn -B -pl kernels,java/cuda -am "${options[@]}" test </dev/null 2>&1 | tee "$log"
ci/count-tests.sh "$log"
# Skipped tests count as run in the sums above.
cuda=$(sed -nE 's/.*Tests run: ([0-9]+), .*Skipped: ([0-9]+), Time elapsed: .* dev\.arete\.cuda\..*/\1 \2/p' "$log" |
  awk '{ sum += $1 - $2 } END { print sum + 0 }')
echo "$cuda CUDA tests ran on the emulator ($mode)"
if ((cuda == 0)); then
  echo "no CUDA test ran" >&2
  exit 1
fi
