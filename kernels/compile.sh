#!/usr/bin/env bash
# Compiles the kernels: PTX for the jar (kept under version control, so that the default build needs
# no nvcc), and machine code for every supported architecture, as a check, as a report, or for the jar.
#   kernels/compile.sh                    regenerate the PTX and the report
#   kernels/compile.sh --check            change nothing; fail if the PTX on record is not what nvcc makes
#   kernels/compile.sh --machine-code DIR machine code, and its index, for every architecture nvcc knows;
#                                         nothing is made anew where DIR has that of these sources
# Fails, after writing the report, where a kernel spills or uses a local-memory stack, except the ones named in ALLOWED.
# NVCC names another compiler than the nvcc on the PATH; ptxas is expected beside it.
set -euo pipefail
cd "$(dirname "$0")/.."

sources=kernels/src/main/cuda
package=dev/arete/kernels
resources=kernels/src/main/resources/$package
report=docs/kernel-resources.md
architectures="75 80 86 89 90 100 120"
ptx_architectures="75"  # no instruction newer than that is used: a second PTX would be the same code
# Orders above 32 only: the matrix is in shared or global memory, a few spilled words cost nothing.
ALLOWED="eigen_block"

[ "${NVCC:-true}" != true ] || NVCC=nvcc # Maven says "true" for an option without value
nvcc=$(command -v "$NVCC") || { echo "compile.sh: there is no $NVCC" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for source in "$sources"/*.cu; do
  echo "#include \"$(basename "$source")\""
done > "$work/arete.cu"
(cd "$sources" && cat $(ls *.cu *.cuh | LC_ALL=C sort) | sha256sum | cut -d' ' -f1) > "$work/sources.sha256"

# All sources in one translation unit. PTX ISA 8.0 is what a driver 525 can read; nvcc 13 writes 9.0
# but uses nothing newer for these sources.
ptx() {
  "$nvcc" -std=c++17 -O3 -I "$sources" -arch="compute_$1" -ptx -o "$work/raw.ptx" "$work/arete.cu"
  sed -e 's/^\.version .*/.version 8.0/' -e '/^\/\//d' "$work/raw.ptx" > "$work/arete.compute_$1.ptx"
  "$(dirname "$nvcc")/ptxas" -arch="sm_$1" -o /dev/null "$work/arete.compute_$1.ptx"
}

cubin() {
  "$nvcc" -std=c++17 -O3 -I "$sources" -arch="sm_$1" -cubin -Xptxas -v -o "$work/arete.sm_$1.cubin" \
    "$work/arete.cu" 2> "$work/ptxas.$1.txt" || { cat "$work/ptxas.$1.txt" >&2; return 1; }
}

# cubins ARCHITECTURE...: one job a core.
cubins() {
  export -f cubin
  export nvcc sources work
  printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} bash -euc 'cubin {}'
}

# The index is written last: what is there without it does not count.
machine_code() {
  local out=$1/$package known architecture
  local chosen=()
  if [ -f "$out/machine-code.txt" ] && [ "$(head -n 1 "$out/machine-code.txt")" = "$(cat "$work/sources.sha256")" ]; then
    return
  fi
  known=$("$nvcc" --list-gpu-code)
  for architecture in $architectures; do
    ! grep -qx "sm_$architecture" <<< "$known" || chosen+=("$architecture")
  done
  cubins "${chosen[@]}"
  mkdir -p "$out"
  rm -f "$out"/*
  cp "$work"/arete.*.cubin "$out"
  { cat "$work/sources.sha256"; (cd "$out" && ls arete.*.cubin); } > "$work/machine-code.txt"
  cp "$work/machine-code.txt" "$out"
  echo "machine code for ${chosen[*]} by $("$nvcc" --version | sed -n 's/.*\(release.*\)/nvcc \1/p')"
}

if [ "${1:-}" = --machine-code ]; then
  machine_code "${2:?--machine-code needs a folder}"
  exit
fi

# shellcheck disable=SC2086 # architectures are words
cubins $architectures
for architecture in $ptx_architectures; do
  ptx "$architecture"
done
verdict=0
python3 kernels/report.py "$work" "$ALLOWED" $architectures > "$work/report.md" || verdict=$?

if [ "${1:-}" = --check ]; then
  for architecture in $ptx_architectures; do
    cmp "$work/arete.compute_$architecture.ptx" "$resources/arete.compute_$architecture.ptx"
  done
  cmp "$work/sources.sha256" "$resources/sources.sha256"
  exit "$verdict"
fi
mkdir -p "$resources" docs
for architecture in $ptx_architectures; do
  cp "$work/arete.compute_$architecture.ptx" "$resources/"
  echo "arete.compute_$architecture.ptx"
done > "$work/images.txt"
cp "$work/images.txt" "$work/sources.sha256" "$resources/"
cp "$work/report.md" "$report"
exit "$verdict"
