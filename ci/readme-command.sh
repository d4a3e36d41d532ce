#!/usr/bin/env bash
# Prints command N (1, 2, ...) of README.md: the contents of its N-th fenced block of kind "sh".
# Usage: ci/readme-command.sh N
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

number=${1:?usage: ci/readme-command.sh N}
command=$(awk -v number="$number" '
  /^```sh$/ { block++; inside = 1; next }
  /^```$/ { inside = 0 }
  inside && block == number' README.md)
if [[ -z $command ]]; then
  echo "README.md has no sh block number $number" >&2
  exit 1
fi
echo "$command"
