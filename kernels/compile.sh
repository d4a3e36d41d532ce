#!/usr/bin/env bash
# Compiles the kernels: PTX for the jar (kept under version control, so that the default build needs
# no nvcc), and machine code for every supported architecture, as a check and a report.
#   kernels/compile.sh            regenerate the PTX and the report
#   kernels/compile.sh --check    change nothing; fail if the PTX on record is not what nvcc makes
# Fails, after writing the report, where a kernel spills or uses a local-memory stack, except the ones named in ALLOWED.
set -euo pipefail
cd "$(dirname "$0")/.."

sources=kernels/src/main/cuda
resources=kernels/src/main/resources/dev/arete/kernels
report=docs/kernel-resources.md
architectures="75 80 86 89 90 100 120"
ptx_architectures="75"  # no instruction newer than that is used: a second PTX would be the same code
# Orders above 32 only: the matrix is in shared or global memory, a few spilled words cost nothing.
ALLOWED="eigen_block"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for source in "$sources"/*.cu; do
  echo "#include \"$(basename "$source")\""
done > "$work/arete.cu"

# All sources in one translation unit. PTX ISA 8.0 is what a driver 525 can read; nvcc 13 writes 9.0
# but uses nothing newer for these sources.
ptx() {
  nvcc -std=c++17 -O3 -I "$sources" -arch="compute_$1" -ptx -o "$work/raw.ptx" "$work/arete.cu"
  sed -e 's/^\.version .*/.version 8.0/' -e '/^\/\//d' "$work/raw.ptx" > "$work/arete.compute_$1.ptx"
  ptxas -arch="sm_$1" -o /dev/null "$work/arete.compute_$1.ptx"
}

cubins() {
  for architecture in $architectures; do
    nvcc -std=c++17 -O3 -I "$sources" -arch="sm_$architecture" -cubin -Xptxas -v -o "$work/arete.sm_$architecture.cubin" \
      "$work/arete.cu" 2> "$work/ptxas.$architecture.txt" || { cat "$work/ptxas.$architecture.txt"; exit 1; }
  done
}

cubins
for architecture in $ptx_architectures; do
  ptx "$architecture"
done
verdict=0
python3 kernels/report.py "$work" "$ALLOWED" $architectures > "$work/report.md" || verdict=$?
(cd "$sources" && cat $(ls *.cu *.cuh | LC_ALL=C sort) | sha256sum | cut -d' ' -f1) > "$work/sources.sha256"

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
