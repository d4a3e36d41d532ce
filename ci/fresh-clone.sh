#!/usr/bin/env bash
# Clones the committed state to a temporary folder and runs both commands of README.md there, with an
# empty local Maven repository: what a newcomer meets. Downloads everything; to be run by hand.
# Usage: ci/fresh-clone.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
git clone -q . "$folder/arete"
# Maven 3.8 takes no arguments from the environment, but its Java machine does.
export MAVEN_OPTS="-Dmaven.repo.local=$folder/repository ${MAVEN_OPTS:-}"
cd "$folder/arete"
time ci/quakes.sh
time ci/test.sh
echo "both commands work from a fresh clone of $(git rev-parse --short HEAD)"
