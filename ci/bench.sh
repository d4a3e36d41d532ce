#!/usr/bin/env bash
# Runs every benchmark once on small problems, to see that they work. The times mean nothing.
# Usage: ci/bench.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn -q -B -pl bench -am -DskipTests package </dev/null
java -jar bench/target/benchmarks.jar --quick </dev/null
