#!/usr/bin/env bash
# Runs a bundle on a machine that is lent for minutes, and packs what it leaves into few files: OUT/report.md,
# OUT/report.json and all logs in OUT/logs.tar.gz. Exit status as run.sh.
# Usage: ci/gpu/lease.sh BUNDLE.tar.gz SECONDS OUT [options of run.sh]
set -uo pipefail
bundle=${1:?usage: ci/gpu/lease.sh BUNDLE.tar.gz SECONDS OUT [options of run.sh]}
seconds=${2:?SECONDS for all stages}
out=${3:?OUT, a folder}
shift 3
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out" && tar -C "$work" -xzf "$bundle" || exit 2
"$work/arete-gpu/run.sh" --out "$work/results" --seconds "$seconds" "$@"
status=$?
cp "$work"/results/*/report.{md,json} "$out"
tar -C "$work/results" -czf "$out/logs.tar.gz" .
exit $status
