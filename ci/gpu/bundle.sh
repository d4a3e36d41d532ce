#!/usr/bin/env bash
# Packs everything that ci/gpu/run.sh needs on a bare Linux x86-64 machine with an NVIDIA driver: a Java
# runtime, jars, tests, benchmarks, data. Fails if the archive or what it unpacks to is over 64 MiB.
# Usage: ci/gpu/bundle.sh OUT.tar.gz
set -euo pipefail
out=$(realpath -m "${1:?usage: ci/gpu/bundle.sh OUT.tar.gz}")
cd "$(dirname "${BASH_SOURCE[0]}")/../.."

limit=$((64 << 20))
modules=java.base,java.logging,java.management,jdk.management,java.xml,jdk.unsupported,jdk.incubator.vector
# In the jar of the command line, CUDA natives included, or in the JUnit console.
elsewhere=org.junit.jupiter,org.junit.platform,org.opentest4j,org.apiguardian,info.picocli,org.knowm.xchart
elsewhere+=,de.erichseifert.vectorgraphics2d,me.tongfei,org.jline,org.jcuda
plugin=org.apache.maven.plugins:maven-dependency-plugin:3.11.0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
root=$work/arete-gpu
mkdir -p "$root/lib"

# Machine code where a compiler is at hand; else the driver compiles the PTX.
machine_code=()
! command -v nvcc >/dev/null || machine_code=(-Darete.nvcc)
mvn -q -B -DskipTests -Dspotless.check.skip=true "${machine_code[@]}" package $plugin:copy-dependencies -DincludeScope=runtime \
  -DexcludeGroupIds=$elsewhere -DoutputDirectory="$root/lib" </dev/null
rm -f "$root"/lib/arete-{core,kernels,cuda}-*.jar # in arete.jar
cp -u java/testkit/target/arete-*.jar bench/target/arete-*.jar "$root/lib"
cp java/cli/target/arete.jar "$root/lib"
cp docs/data/earthquakes.csv ci/gpu/run.sh ci/gpu/report.sh ci/gpu/peers.py ci/gpu/cusolver.py LICENSE "$root"
cp -r java/cuda/target/test-classes "$root/tests"

version() { sed -n "s|.*<$1.version>\(.*\)</$1.version>.*|\1|p" pom.xml; }
# The console is versioned as the platform: 1.14.4 belongs to JUnit 5.14.4.
junit=$(version junit) && junit=1${junit#5}
mvn -q -B $plugin:copy -Dartifact="org.junit.platform:junit-platform-console-standalone:$junit" \
  -DoutputDirectory="$root" </dev/null
mv "$root"/junit-platform-console-standalone-*.jar "$root/junit.jar"

java_home=${JAVA_HOME:-$(dirname "$(dirname "$(realpath "$(command -v javac)")")")}
"$java_home/bin/jlink" --add-modules $modules --strip-debug --no-header-files --no-man-pages --compress=2 \
  --output "$root/runtime"
commit=$(git rev-parse --short HEAD 2>/dev/null || echo unknown)
[[ -z $(git status --porcelain --untracked-files=no 2>/dev/null) ]] || commit+=" with changes"
echo "$commit" >"$root/commit.txt"

mkdir -p "$(dirname "$out")"
tar -C "$work" --owner=0 --group=0 -czf "$out" arete-gpu
unpacked=$(find "$root" -type f -printf '%s\n' | awk '{ sum += $1 } END { print sum }')
packed=$(stat -c %s "$out")
echo "$out: $((packed >> 10)) KiB, unpacked $((unpacked >> 10)) KiB, limit $((limit >> 10)) KiB"
if ((packed >= limit || unpacked >= limit)); then
  echo "the bundle is too large" >&2
  exit 1
fi
