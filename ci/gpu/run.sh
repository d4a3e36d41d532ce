#!/usr/bin/env bash
# Verifies and times the CUDA backend on this machine's device, from the folder that bundle.sh packed. Needs
# Linux on x86-64 with an NVIDIA driver; no JDK, no network, no root. Writes report.md and report.json into
# OUT/DATE-GPU. Each stage has a time limit and runs whatever became of the others. Exit status 0: verified.
# Usage: run.sh [--out DIR] [--themes "Eigen Outputs ..."] [--stages "contract project ..."] [--bench "JMH options"]
#               [--problems "G1-dense eigen-3x100000 ..."]   of the stages kernels and peers
#               [--seconds S]   for all stages together: what does not fit any more is stopped, or not begun
set -uo pipefail
export LC_ALL=C
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
java=$here/runtime/bin/java
out=$PWD/results
themes=${themes:-}
stage=
seconds=86400
stages="contract sanitizer project kernels bench peers"
bench=${bench:--f 1}
problems=${problems:-G1-dense G1-h.005 P3-t.5 P3-t.001 G4 G4-h.02
  eigen-2x100000 eigen-3x100000 eigen-8x100000 eigen-16x10000 eigen-32x2000 eigen-64x10000 eigen-128x1000}
while (($# > 0)); do
  case $1 in
    --out) out=${2:?--out needs a folder} ;;
    --themes) themes=${2?--themes needs names of nested classes of BackendContract} ;;
    --stages) stages=${2?--stages needs names} ;;
    --stage) stage=${2?--stage needs a name} ;;
    --bench) bench=${2?--bench needs options} ;;
    --problems) problems=${2?--problems needs names} ;;
    --seconds) seconds=${2?--seconds needs a number} ;;
    *) sed -n '2,8p' "${BASH_SOURCE[0]}" >&2; exit 2 ;;
  esac
  shift 2
done
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "--seconds needs a number above 0, got $seconds" >&2; exit 2; }
. "$here/report.sh"

arete() { "$java" -cp "$here/lib/*" dev.arete.cli.Main "$@"; }

# junit TESTS COMMAND...: runs classes of tests, and themes of the contract suite as CLASS/THEME, with a Java that
# COMMAND starts.
junit() {
  local chosen=() test class
  for test in $1; do
    class=dev.arete.cuda.${test%/*}
    if [[ $test == */* ]]; then
      chosen+=(--select-unique-id "[engine:junit-jupiter]/[class:$class]/[nested-class:${test#*/}]")
    else
      chosen+=(--select-class "$class")
    fi
  done
  "${@:2}" "$java" -Darete.test.device=real -cp "$here/junit.jar:$here/lib/*:$here/tests" \
    org.junit.platform.console.ConsoleLauncher execute "${chosen[@]}" \
    --include-engine junit-jupiter --disable-banner --disable-ansi-colors --details=verbose
}

# The themes that were asked for, else TESTS.
themes_or() {
  local theme said=
  [[ -n $themes ]] || { echo "$*"; return; }
  for theme in $themes; do said+=" CudaFp64ForwardTest/$theme CudaFp32ForwardTest/$theme"; done
  echo "$said"
}

# Says in one line how many tests passed; fails if one failed or none ran.
tested() {
  local log=$1 status=$2 passed failed skipped
  passed=$(sed -n 's/^\[ *\([0-9]*\) tests successful *\]$/\1/p' "$log")
  failed=$(sed -n 's/^\[ *\([0-9]*\) tests failed *\]$/\1/p' "$log")
  skipped=$(sed -n 's/^\[ *\([0-9]*\) tests \(skipped\|aborted\) *\]$/\1/p' "$log" | awk '{ sum += $1 } END { print sum + 0 }')
  echo "${passed:-0} CUDA tests passed, ${failed:-0} failed, $skipped skipped, exit status $status"
  ((status == 0 && ${passed:-0} > 0 && ${failed:-1} == 0))
}

no_cuda() {
  [[ $cuda == usable:* ]] && return 1
  echo "the cuda backend is $cuda"
}

stage_contract() {
  no_cuda && return 1
  junit "$(themes_or KernelCoverageTest ScreeningTest TileSkippingTest SurvivorListTest LongSplitTest EigenWarpTest \
    EigenPassTest CudaFp64ForwardTest CudaFp32ForwardTest KernelClockTest SecondOpinionTest DeviceMemoryTest)" >"$folder/contract.log" 2>&1
  tested "$folder/contract.log" $?
}

# Every tool gets an equal part of the time that is left. One that is stopped has found nothing so far: no failure.
stage_sanitizer() {
  local tools=(memcheck racecheck synccheck initcheck) tool checker status seconds line bad=0
  checker=$(ls /usr/local/cuda*/bin/compute-sanitizer /usr/local/cuda*/compute-sanitizer/compute-sanitizer 2>/dev/null | tail -n 1)
  checker=$(command -v compute-sanitizer || echo "$checker")
  [[ -n $checker ]] || { echo "compute-sanitizer is not on this machine"; return 77; }
  no_cuda && return 1
  while ((${#tools[@]} > 0)); do
    tool=${tools[0]}
    seconds=$(((limit - SECONDS) / ${#tools[@]} - 5))
    tools=("${tools[@]:1}")
    ((seconds > 0)) || { echo "$tool: no time left"; continue; }
    junit "$(themes_or KernelCoverageTest)" timeout -k 5 "$seconds" "$checker" --tool "$tool" \
      --target-processes all --error-exitcode 9 >"$folder/$tool.log" 2>&1
    status=$?
    if grep -qm 1 'Device not supported' "$folder/$tool.log"; then
      echo "$checker: Device not supported"
      return 77
    elif ((status == 124 || status == 137)) && ! grep -q '^========= .*\(error\|hazard\|Invalid\|Race\|Uninit\)' "$folder/$tool.log"; then
      echo "$tool: stopped after $seconds s, clean so far"
    else
      line=$(tested "$folder/$tool.log" $status) || bad=1
      echo "$tool: $line"
    fi
  done
  return $bad
}

# The same rows must converge, except one in a thousand at a closing eigengap, and to the same points: both
# stop at a residual of 1e-9, and h = 6, so 1e-5 degrees leave three digits for the slope of the residual. A second
# process on the device must come to the same bits.
stage_project() {
  local run
  no_cuda && return 1
  for run in cpu cuda cuda-again; do
    arete project --data "$here/earthquakes.csv" --variance 6 --ridge-dimension 1 --tolerance 1e-9 \
      --backend ${run%-again} --out "$folder/ridge-$run.csv" >"$folder/project-$run.log" 2>&1 ||
      { tail -n 1 "$folder/project-$run.log"; return 1; }
  done
  cmp "$folder/ridge-cuda.csv" "$folder/ridge-cuda-again.csv" 2>&1 || return 1
  awk -F, '
    FNR == 1 { next }
    NR == FNR { x[FNR] = $1; y[FNR] = $2; status[FNR] = $NF; next }
    { rows++ }
    $NF != status[FNR] { other++; next }
    $NF == "CONVERGED" || $NF == "NOT_A_RIDGE" {
      distance = sqrt(($1 - x[FNR]) ^ 2 + ($2 - y[FNR]) ^ 2)
      if (distance <= 1e-5) { same++; if (distance > worst) worst = distance } else far++
    }
    END {
      printf "two runs with the same bits; %d rows: %d at the same point (farthest %.1e degrees), %d elsewhere, %d with another status\n",
        rows, same, worst, far, other
      exit !(rows == 5871 && same > 0.98 * rows && far + other <= rows / 1000)
    }' "$folder/ridge-cpu.csv" "$folder/ridge-cuda.csv"
}

stage_kernels() {
  no_cuda && return 1
  local status
  # shellcheck disable=SC2086 # names are words
  "$java" -Darete.bench.commit="$(<"$here/commit.txt")" -cp "$here/lib/*" dev.arete.bench.KernelTimes \
    "$folder/kernels" $problems >"$folder/kernels.log" 2>&1
  status=$?
  ((status == 0)) || { tail -n 1 "$folder/kernels.log"; return 1; }
  echo "kernels of $(grep -c '"operation"' "$folder/kernels.json") calls timed"
}

stage_bench() {
  no_cuda && return 1
  # shellcheck disable=SC2086 # options are words
  "$java" --add-modules jdk.incubator.vector -Darete.bench.commit="$(<"$here/commit.txt")" -cp "$here/lib/*" dev.arete.bench.Main \
    --report "$folder/bench" -p backend=cuda,cpu -p precision=FP64,FP32 $bench >"$folder/bench.log" 2>&1 ||
    { tail -n 1 "$folder/bench.log"; return 1; }
  echo "$(grep -c '| cuda |' "$folder/bench.md") benchmarks on cuda, $(grep -c '| cpu |' "$folder/bench.md") on cpu"
}

stage_peers() {
  command -v python3 >/dev/null || { echo "there is no python3"; return 77; }
  local missing
  trap 'rm -rf "$folder/problems"' EXIT
  missing=$(python3 "$here/peers.py" --probe 2>&1) || { tail -n 1 <<<"$missing"; return 77; }
  # shellcheck disable=SC2086 # names are words
  "$java" -cp "$here/lib/*" dev.arete.bench.Export "$folder/problems" $problems >"$folder/peers.log" 2>&1 &&
    python3 "$here/peers.py" "$folder/problems" "$folder/peers" >>"$folder/peers.log" 2>&1
  local status=$?
  tail -n 1 "$folder/peers.log"
  return $status
}

# Seconds each stage may take.
declare -A limits=([contract]=900 [sanitizer]=1800 [project]=300 [kernels]=1200 [bench]=2400 [peers]=900)

# Runs one stage in a process of its own, which can be stopped, and notes what became of it.
run_stage() {
  local name=$1 line status word=failed start=$SECONDS
  local limit=$((limits[$name] < seconds - SECONDS ? limits[$name] : seconds - SECONDS))
  ((limit > 0)) || { note "$name" skipped 0 "none of the $seconds s are left"; return; }
  line=$(limit=$limit timeout -k 10 "$limit" "$BASH" "${BASH_SOURCE[0]}" --stage "$name" | paste -sd ';')
  status=$?
  case $status in
    0) word=passed ;;
    77) word=skipped ;;
    124 | 137) word=stopped line="after $limit s${line:+: $line}" ;;
  esac
  note "$name" "$word" $((SECONDS - start)) "${line:-no result, exit status $status}"
}

# The contract and, where chosen, the other checks; the sanitizer may be skipped or stopped, times prove nothing.
verified() {
  grep -q $'^contract\tpassed\t' "$folder/stages.tsv" &&
    ! grep -qE $'^(sanitizer\tfailed|project\t(failed|stopped))\t' "$folder/stages.tsv"
}

main() {
  local name known
  for name in $stages; do
    known=${limits[$name]:-}
    [[ -n $known ]] || { echo "no stage is named $name; there are ${!limits[*]}" >&2; exit 2; }
  done
  look || exit 1
  export folder cuda themes bench problems
  for name in $stages; do
    run_stage "$name"
    if verified; then verdict="verified"; else verdict="NOT VERIFIED"; fi
    write_report # after each stage: a machine may be taken away before the last
  done
  echo "$verdict: $folder/report.md"
  [[ $verdict == verified ]]
}

if [[ -n $stage ]]; then
  "stage_$stage"
else
  main
fi
