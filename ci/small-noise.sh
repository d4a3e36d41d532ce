#!/usr/bin/env bash
# Writes docs/data/small-noise.csv, the table of docs/accuracy.md: how often ridge residuals are right at small noise.
# Usage: ci/small-noise.sh [cases of each dimension, default 1000 [seed, default 777 [file]]]
# Fails if a residual that is said to be known is wrong.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

mvn -B -q -pl java/testkit -am -DskipTests test-compile
paths=$(mktemp)
trap 'rm -f "$paths"' EXIT
mvn -B -q -pl java/core,java/testkit test-compile dependency:build-classpath -Dmdep.outputFile="$paths" -DskipTests
java -cp "java/core/target/classes:java/testkit/target/classes:java/testkit/target/test-classes:$(cat "$paths")" \
  dev.arete.testkit.study.SmallNoiseStudy "${1:-1000}" "${2:-777}" "${3:-docs/data/small-noise.csv}"
