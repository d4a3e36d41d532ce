#!/usr/bin/env bash
# Runs every test on JDK 25, on the classes the default JDK compiles. Says so where there is no JDK 25.
# Usage: ci/test-jdk25.sh   (JDK25_HOME names one that is not under /usr/lib/jvm)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

home=${JDK25_HOME:-}
if [[ -z $home ]]; then
  for candidate in /usr/lib/jvm/*25*; do
    if [[ -x $candidate/bin/java ]]; then
      home=$candidate
      break
    fi
  done
fi
if [[ ! -x $home/bin/java ]]; then
  echo "no JDK 25 found (looked for \$JDK25_HOME and /usr/lib/jvm/*25*): tests on 25 not run"
  exit 0
fi

log=$(mktemp)
trap 'rm -f "$log"' EXIT
"$home/bin/java" -version 2>&1 | head -1
mvn -B -Djvm="$home/bin/java" test </dev/null 2>&1 | tee "$log"
ci/count-tests.sh "$log"
