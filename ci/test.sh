#!/usr/bin/env bash
# Compiles everything and runs every test: the second command of README.md.
# Fails if no test ran. Usage: ci/test.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
command=$(ci/readme-command.sh 2)
echo "+ $command"
bash -euo pipefail -c "$command" </dev/null 2>&1 | tee "$log"
ci/count-tests.sh "$log"
