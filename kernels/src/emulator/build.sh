#!/usr/bin/env bash
# Builds the emulator and emulated kernels: build.sh MODE OUTDIR CU_FILE...
#   MODE    fast | sanitize (address and undefined-behaviour sanitizer) | race (race detection)
#   OUTDIR  gets libcuda.so.1, one library a .cu file, and kernels.module, the list of those libraries
# Only what changed is built again. EMU_MODULE_NAME names another list than kernels.module; CXX another compiler.
set -euo pipefail

if [ $# -lt 2 ]; then
  sed -n '2,5p' "$0" >&2
  exit 2
fi
mode=$1
out=$2
shift 2
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
main=$(cd "$here/../main/cuda" && pwd)
cxx=${CXX:-g++}
mkdir -p "$out"
if command -v flock > /dev/null; then exec 9> "$out/.lock"; flock 9; fi
self=$(cksum < "${BASH_SOURCE[0]}")
jobs=$(nproc 2>/dev/null || echo 1)
module=${EMU_MODULE_NAME:-kernels.module}

common=(-std=c++17 -g1 -gdwarf-4 -fPIC -pthread)
case $mode in
  fast) mode_flags=(-O2) kernel_flags=() link_flags=() ;;
  sanitize)
    mode_flags=(-O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize=vptr -fsanitize-recover=address -DEMU_SANITIZE)
    kernel_flags=(-ftrivial-auto-var-init=pattern)
    link_flags=(-fsanitize=address,undefined)
    ;;
  race) mode_flags=(-O1 -DEMU_RACE) kernel_flags=(-fsanitize=thread) link_flags=() ;;
  *) echo "build.sh: MODE must be fast, sanitize or race, got $mode" >&2; exit 2 ;;
esac
vector=()
if grep -qw avx2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo; then vector=(-mavx2 -mfma); fi

engine_flags=("${common[@]}" -fvisibility=hidden "${mode_flags[@]}" -I"$here/include" -Wall -Wextra -Werror)
# No contraction: a*b+c rounds twice unless the source says fma. Aliasing as nvcc allows it.
device_flags=("${common[@]}" "${mode_flags[@]}" "${kernel_flags[@]}" "${vector[@]}" -DCUDA_EMU -I"$here/include" -I"$main"
  -ffp-contract=off -fno-math-errno -fno-strict-aliasing -fno-gnu-unique -Wall -Wextra -Wno-unknown-pragmas)

mkdir -p "$out/engine" "$out/device"
out=$(cd "$out" && pwd)

# stale TARGET DEPFILE STAMP_TEXT: true when TARGET must be built again.
stale() {
  local target=$1 depfile=$2 stamp=$3 dep
  [ -f "$target" ] && [ -f "$depfile" ] && [ -f "$target.flags" ] && [ "$(cat "$target.flags")" = "$stamp" ] || return 0
  for dep in $(sed -e 's/^[^:]*://' -e 's/\\$//' "$depfile"); do
    [ -f "$dep" ] && [ ! "$dep" -nt "$target" ] || return 0
  done
  return 1
}

# Entry points of a preprocessed source: "name<TAB>launch bounds". A kernel that is not extern "C" is an error.
entry_points() {
  local text heads
  text=$("$cxx" -x c++ -std=c++17 -E -P -DCUDA_EMU -DEMU_SCAN -I"$here/include" -I"$main" -Wno-unknown-pragmas "$1" | tr '\n' ' ')
  heads=$(grep -oP 'extern\s*"C"\s*(?:(?:__global__|void|__launch_bounds__\s*(\((?:[^()]++|(?1))*\)))\s*)+\w+\s*\(' <<< "$text" | grep -w __global__ || true)
  if [ "$(grep -ow __global__ <<< "$text" | wc -l)" != "$(grep -c . <<< "$heads")" ]; then
    echo "build.sh: $1 has a __global__ function that is not extern \"C\" __global__ void NAME(" >&2
    return 1
  fi
  [ -z "$heads" ] || sed -E -e 's/^extern *"C"//' -e 's/\b(__global__|void)\b//g' -e 's/ *\($//' \
    -e 's/^ *__launch_bounds__ *\((.*)\) *(\w+) *$/\2\t\1/' -e 's/^ *(\w+) *$/\1\t1024/' <<< "$heads"
}

compile_engine() {
  local source=$1 object
  object=$out/engine/$(basename "$source" .cpp).o
  if stale "$object" "${object%.o}.d" "$self $cxx ${engine_flags[*]}"; then
    "$cxx" "${engine_flags[@]}" -MMD -MF "${object%.o}.d" -c "$source" -o "$object"
    printf '%s' "$self $cxx ${engine_flags[*]}" > "$object.flags"
  fi
}

# One shared library a source, so that inline functions of the same name in two sources stay two functions, as with nvcc.
compile_device() {
  local source=$1 base unit library entries
  base=$(basename "$source" .cu)
  unit=$out/device/$base.emu.cpp
  library=$out/device/$base.so
  if ! stale "$library" "$out/device/$base.d" "$self $cxx ${device_flags[*]} $source"; then return 0; fi
  entries=$(entry_points "$source")
  {
    echo "#include \"cuda_emu.h\""
    echo "#include \"$source\""
    echo "EMU_TABLE_BEGIN()"
    [ -z "$entries" ] || while IFS=$'\t' read -r name bounds; do echo "EMU_KERNEL($name, $bounds)"; done <<< "$entries"
    echo "EMU_TABLE_END()"
    echo "static thread_local char emu_tls_anchor;"
    echo "extern \"C\" __attribute__((visibility(\"default\"))) void* emu_touch_tls() { return &emu_tls_anchor; }"
  } > "$unit"
  "$cxx" "${device_flags[@]}" -MMD -MF "$out/device/$base.d" -c "$unit" -o "$out/device/$base.o"
  "$cxx" -shared -Wl,-Bsymbolic -Wl,-z,defs "${link_flags[@]}" "$out/device/$base.o" -L"$out" -l:libcuda.so.1 -lm -o "$library.new"
  mv "$library.new" "$library"
  printf '%s' "$self $cxx ${device_flags[*]} $source" > "$library.flags"
}

# run_all FUNCTION ARGUMENT...: up to one job a core; fails when one fails. A failing job leaves a mark, because `wait -n` forgets jobs that ended before it.
run_all() {
  local job=$1 argument
  shift
  rm -f "$out/failed"
  for argument in "$@"; do
    while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n || true; done
    (trap '[ $? = 0 ] || touch "$out/failed"' EXIT; "$job" "$argument") &
  done
  wait
  [ ! -e "$out/failed" ]
}

stubs=$out/engine/stubs.cpp
{
  echo "// Generated: driver functions that JCuda imports and the emulator lacks."
  sed 's/.*/extern "C" __attribute__((visibility("default"), weak)) int &() { return 801; }/' "$here/driver/imports.txt"
} > "$stubs.new"
if cmp -s "$stubs.new" "$stubs"; then rm "$stubs.new"; else mv "$stubs.new" "$stubs"; fi

engine=("$here"/engine/*.cpp "$here"/driver/*.cpp "$stubs")
run_all compile_engine "${engine[@]}"
objects=()
for source in "${engine[@]}"; do objects+=("$out/engine/$(basename "$source" .cpp).o"); done
relink=0
for object in "${objects[@]}"; do [ "$out/libcuda.so.1" -nt "$object" ] || relink=1; done
if [ $relink = 1 ]; then
  "$cxx" -shared -pthread -Wl,-soname,libcuda.so.1 -Wl,-Bsymbolic-functions "${link_flags[@]}" "${objects[@]}" -ldl -o "$out/libcuda.so.1.new"
  mv "$out/libcuda.so.1.new" "$out/libcuda.so.1"
fi

sources=()
for source in "$@"; do sources+=("$(cd "$(dirname "$source")" && pwd)/$(basename "$source")"); done
[ ${#sources[@]} = 0 ] || run_all compile_device "${sources[@]}"
for source in "${sources[@]}"; do echo "device/$(basename "$source" .cu).so"; done > "$out/$module"
