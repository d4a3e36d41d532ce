#!/usr/bin/env bash
# Runs the tests of the kernels and of the CUDA backend on the CPU emulator, compiled in another way than the default build does.
# Usage: ci/emulator.sh [fast|sanitize|race]      EMU_ORDER=forward|reverse|shuffled and EMU_SEED choose the order of threads
set -euo pipefail
shopt -s nullglob
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mode=${1:-sanitize}
modules=kernels
if [ -d java/cuda ]; then modules=kernels,java/cuda; fi
options=(-Darete.emulator.mode="$mode" "-Dtest=dev.arete.kernels.**,dev.arete.cuda.**" -Dsurefire.failIfNoSpecifiedTests=false)
if [ "$mode" = fast ]; then
  options+=(-Dcuda.excluded=) # the contract suite in every thread order
fi
if [ "$mode" = sanitize ]; then
  # The driver library is preloaded too, so that it hears what the undefined-behaviour sanitizer finds; so it must be built first.
  built=$PWD/kernels/target/emulator/$mode
  kernels/src/emulator/build.sh "$mode" "$built" kernels/src/main/cuda/*.cu
  options+=("-Darete.emulator.preload=$(g++ -print-file-name=libasan.so) $built/libcuda.so.1")
fi
log=$(mktemp)
trap 'rm -f "$log"' EXIT
mvn -B -pl "$modules" -am "${options[@]}" test </dev/null | tee "$log" | { grep -E 'Tests run|FAIL|ERROR' || true; }
ci/count-tests.sh "$log"
