#!/bin/sh
# Times the CPU backend on problems of growing size and fits powers. Usage: bench/scaling.sh PREFIX [PRECISION [HALVINGS]]
# Writes PREFIX.md, PREFIX.json and PREFIX.png. HALVINGS makes the largest sizes smaller, 3 for a quick look.
set -eu

cd "$(dirname "$0")/.."
[ $# -ge 1 ] || { sed -n 2,3p bench/scaling.sh >&2; exit 2; }
[ -f bench/target/benchmarks.jar ] || mvn -q -B -pl bench -am -DskipTests package
exec java --add-modules=jdk.incubator.vector -Djava.awt.headless=true \
  -Darete.bench.commit="$(git describe --always --dirty)" \
  -cp bench/target/benchmarks.jar dev.arete.bench.Scaling "$1" "${2:-FP64}" "${3:-0}"
