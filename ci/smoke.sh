#!/usr/bin/env bash
# Uses the packaged command line as a user would, and checks answers, messages and exit statuses.
# Builds the jar if it is not there. Usage: ci/smoke.sh
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD

fail() {
  echo "smoke: $1" >&2
  exit 1
}

jar=$root/java/cli/target/arete.jar
[[ -f $jar ]] || mvn -q -B -DskipTests -pl java/cli -am package
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
arete() { java -jar "$jar" "$@"; }

# Runs a command that must be refused: exit status 2, one line on standard error, no new file.
refused() {
  local message=$1 code=0
  shift
  ls -A >before.txt
  arete "$@" >said.txt 2>error.txt || code=$?
  [[ $code == 2 ]] || fail "exit status $code instead of 2: arete $*"
  [[ $(wc -l <error.txt) == 1 ]] || fail "more or less than one line: $(cat error.txt)"
  grep -qF -- "$message" error.txt || fail "no \"$message\" in: $(cat error.txt)"
  [[ ! -s said.txt ]] || fail "standard output of a refused command: $(cat said.txt)"
  [[ $(ls -A) == $(cat before.txt) ]] || fail "files left behind by: arete $*"
}
touch said.txt error.txt before.txt

echo "smoke: info, version, help"
arete info >info.txt 2>info-error.txt
[[ ! -s info-error.txt ]] || fail "info says on standard error: $(cat info-error.txt)"
for word in arete java threads cpu reference automatic; do
  grep -q "^$word " info.txt || fail "info does not tell $word: $(cat info.txt)"
done
[[ $(arete --version) == "arete $(awk '/^arete / { print $2 }' info.txt)" ]] || fail "--version"
for command in info evaluate project eigen; do
  arete "$command" --help | grep -q "^  arete $command" || fail "no example in $command --help"
done

echo "smoke: project and evaluate on 400 earthquakes"
head -n 401 "$root/docs/data/earthquakes.csv" >quakes.csv
common=(--data quakes.csv --bandwidth 2.5 --ridge-dimension 1)
arete project "${common[@]}" --out ridge.csv --plot ridge.png >summary.txt
grep -q '^  CONVERGED ' summary.txt || fail "no summary: $(cat summary.txt)"
header=x_1,x_2,residual,normal_eigenvalue,eigengap,iterations,status
[[ $(head -n 1 ridge.csv) == "$header" ]] || fail "header $(head -n 1 ridge.csv)"
[[ $(wc -l <ridge.csv) == 401 ]] || fail "$(wc -l <ridge.csv) lines in ridge.csv"
arete project "${common[@]}" --out ridge.npy --plot ridge.svg --backend cpu --threads 2 \
  --overlay "$root/docs/data/plate_boundaries.csv" >summary.txt
grep -q '<svg' ridge.svg || fail "ridge.svg is no SVG"
[[ $(stat -c %s ridge.npy) == $((128 + 400 * 7 * 8)) ]] || fail "size of ridge.npy"
cut -d, -f1,2 ridge.csv >points.csv
arete evaluate "${common[@]}" --queries points.csv --out geometry.csv
# Points of the ridge have a residual of 0 there, up to the tolerance of the projection.
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
  NR == FNR && $column["status"] == "CONVERGED" { converged[FNR] = 1; n++ }
  END { exit !(n > 350) }' ridge.csv || fail "fewer than 350 points converged"
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
  $column["ridge_residual"] + 0 <= 1e-5 { n++ } END { exit !(n > 350) }' geometry.csv ||
  fail "the ridge residual is not 0 at the ridge points"

# The jar carries only part of what the progress bar's library brings: it must suffice to draw it.
java -Darete.terminal=true -jar "$jar" project "${common[@]}" --out bar.csv 2>bar.txt >summary.txt
grep -q '/400 ' bar.txt || fail "no progress bar on a terminal: $(cat bar.txt)"

echo "smoke: refusals"
printf '0,0\n1,NaN\n' >nan.csv
printf '0,0\n1\n' >ragged.csv
printf 'old' >old.csv
refused 'nan.csv line 2, column 2: must be finite' \
  project --data nan.csv --bandwidth 1 --ridge-dimension 1 --out old.csv
refused 'ragged.csv line 2: 1 columns, expected 2' \
  project --data ragged.csv --bandwidth 1 --ridge-dimension 1 --out new.csv
refused 'absent.csv: no such file' \
  project --data absent.csv --bandwidth 1 --ridge-dimension 1 --out new.csv
refused 'bandwidth must be positive' \
  project --data quakes.csv --bandwidth 0 --ridge-dimension 1 --out new.csv
refused 'must be in 0..1' \
  project --data quakes.csv --bandwidth 1 --ridge-dimension 2 --out new.csv
refused 'no backend is named "abacus"' project "${common[@]}" --backend abacus --out new.csv
refused 'unknown file type' project "${common[@]}" --out new.txt
refused 'is both input and output' project "${common[@]}" --out quakes.csv
refused 'there is no folder' project "${common[@]}" --out absent/new.csv
refused "Unknown option: '--colour'" project "${common[@]}" --out new.csv --colour
refused 'a command is missing'
[[ $(cat old.csv) == old ]] || fail "a refused command changed a file"

echo "smoke: launcher through a link, from another folder"
mkdir bin elsewhere
ln -s "$root/java/cli/arete" bin/arete
ln -s arete bin/again
(cd elsewhere && ../bin/again --version | grep -q '^arete ') || fail "the launcher did not start"

echo "smoke: a run that is stopped leaves nothing"
mkdir stopped
java -jar "$jar" project --data "$root/docs/data/earthquakes.csv" --bandwidth 2.5 \
  --ridge-dimension 1 --backend reference --tolerance 1e-300 --out stopped/ridge.csv \
  --plot stopped/ridge.png >/dev/null 2>&1 &
process=$!
for _ in $(seq 200); do
  [[ -z $(ls -A stopped) ]] || break
  sleep 0.1
done
[[ -n $(ls -A stopped) ]] || fail "the run did not start within 20 s"
kill -TERM "$process"
wait "$process" && fail "a stopped run ended with exit status 0"
[[ -z $(ls -A stopped) ]] || fail "a stopped run left $(ls -A stopped)"

echo "smoke: a module that requires the library"
mkdir -p module/user
printf 'module user { requires dev.arete.core; requires dev.arete.diffusion; }\n' >module/module-info.java
cat >module/user/Main.java <<'END'
package user;

import dev.arete.*;
import dev.arete.diffusion.curve.RidgeTracer;

class Main {
  public static void main(String[] args) {
    Points pair = Points.of(new double[] {-1, 0, 1, 0}, 2);
    try (Compute compute = Compute.open(); SmoothedDensity p = compute.density(pair, Smoothing.variance(1))) {
      System.out.println(compute.backend() + ", curves: " + RidgeTracer.of(p).trace(pair).size());
    }
  }
}
END
libraries=$(printf '%s:' "$root"/java/{core,diffusion}/target/arete-*.jar)
javac -p "$libraries" -d module/classes module/module-info.java module/user/Main.java 2>module/said.txt ||
  fail "a module cannot require the library: $(cat module/said.txt)"
java -p "${libraries}module/classes" -m user/user.Main >module/said.txt || fail "the module did not run"
[[ $(cat module/said.txt) == "cpu, curves: 1" ]] || fail "the module says: $(cat module/said.txt)"

echo "smoke: the diffusion example of README.md"
ln -s "$root/java" java
ln -s "$root/docs" docs
example=$("$root/ci/readme-command.sh" 3)
echo "+ $example"
bash -euo pipefail -c "$example" >said.txt </dev/null || fail "the example ended with exit status $?"
for file in report.md summary.csv points.csv plane.png residuals.svg; do
  [[ -s analysis/$file ]] || fail "the example left no analysis/$file"
done
[[ $(wc -l <analysis/points.csv) == 501 ]] || fail "analysis/points.csv has $(wc -l <analysis/points.csv) lines"

echo "smoke: the paper's two modes, with few features"
arete reproduce two-modes --features 200 --noise-samples 8 --paths 100 --steps 300 --out paper \
  >said.txt || fail "reproduce two-modes ended with exit status $?"
for file in report.md two_modes.png two_modes.svg losses.csv losses.json; do
  [[ -s paper/two-modes/$file ]] || fail "reproduce two-modes left no $file"
done
[[ $(grep -c '^| loss floor.*| reproduced |' paper/two-modes/report.md) == 3 ]] ||
  fail "loss floors differ: $(grep '^| loss floor' paper/two-modes/report.md)"

echo "smoke: the paper's other experiments, small"
arete reproduce ridge-evolution --out paper >said.txt || fail "reproduce ridge-evolution: exit status $?"
grep -q '^ridge-evolution *10 reproduced\.' said.txt || fail "ridge-evolution: $(cat said.txt)"
arete reproduce bandwidth --features 60 --paths 60 --steps 100 --out paper >said.txt ||
  fail "reproduce bandwidth: exit status $?"
arete reproduce three-modes --features 80 --noise-samples 4 --paths 60 --steps 200 --out paper \
  >said.txt || fail "reproduce three-modes: exit status $?"
for file in ridge-evolution/three_points.png bandwidth/bandwidths.csv three-modes/report.md; do
  [[ -s paper/$file ]] || fail "no $file"
done

echo "smoke: passed"
