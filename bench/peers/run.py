#!/usr/bin/env python3
"""Runs this library and its peers on the same files, one after the other, and writes the ratios.

Usage: bench/peers/run.py [--quick] [--out PREFIX] [PROBLEM...]      from the root of the repository, after a build

Peers: NumPy (numpy_peer.py), which must be linked to OpenBLAS, and R's ks (ks_peer.R) if Rscript has it. Every time is the
best of repeated calls in one process. On a machine that others use, processor time is the fairer figure: NumPy's is
taken with one thread, because waiting threads of OpenBLAS burn processor time. Writes PREFIX.md and PREFIX.json.
"""
import argparse
import datetime
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
JAR = HERE.parent / "target" / "benchmarks.jar"
VECTORS = ["--add-modules", "jdk.incubator.vector"]
PROBLEMS = {  # problem: queries that are projected
    "P1": 1000,
    "P2": 200,
    "P3-t.5": 100,
    "P3-t1": 50,
    "P4": 32,
}
KS_PROBLEMS = {"P1": 40, "P2": 10}


def run(command, **variables):
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **variables})
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if not lines:
        raise RuntimeError(f"{' '.join(map(str, command))}: {done.stderr.strip()[-300:]}")
    return json.loads(lines[-1])


def arete(problem, projected, seconds, precision="FP64", vectors=True):
    flags = VECTORS if vectors else ["-Darete.cpu.loops=plain"]
    main = ["-cp", JAR, "dev.arete.bench.Duel", problem, precision]
    return run(["java", *flags, *main, "score,geometry,project", str(seconds), str(projected)])


def numpy(folder, projected, seconds, threads):
    command = [sys.executable, HERE / "numpy_peer.py", folder, "--seconds", str(seconds)]
    command += ["--operations", "score,geometry,scms", "--scms-queries", str(projected)]
    variables = {"OPENBLAS_NUM_THREADS": str(threads)}
    return run(command, **variables)


def ks(folder, starts):
    import numpy as np

    problem = json.loads((folder / "problem.json").read_text())
    for name in ("centres", "queries"):
        np.savetxt(folder / f"{name}.csv", np.load(folder / f"{name}.npy"), delimiter=",", fmt="%.17g")
    files = [folder / "centres.csv", folder / "queries.csv"]
    return run(["Rscript", HERE / "ks_peer.R", *files, str(problem["h"]), str(starts)])


def per_query(result, operation, which):
    return result[operation][which] / result[operation + "_queries"]


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text()
    model = next(line.split(":")[1].strip() for line in info.splitlines() if line.startswith("model name"))
    return f"{model}, {os.cpu_count()} processors, load average {os.getloadavg()[0]:.2f}"


def table(rows):
    head = "| problem | operation | peer | arete wall, cpu (s) | peer wall, cpu (s) | ratio wall | ratio cpu |"
    lines = [head, "|---|---|---|---|---|---|---|"]
    for problem, operation, peer, own, other in rows:
        ratios = f"{other[0] / own[0]:.1f} | {other[1] / own[1]:.1f}"
        lines.append(
            f"| {problem} | {operation} | {peer} | {own[0]:.4g}, {own[1]:.4g} | {other[0]:.4g}, {other[1]:.4g} | {ratios} |"
        )
    return "\n".join(lines)


def compare(rows, name, own, other):
    for operation in ("score", "geometry"):
        if operation in other:
            rows.append((name, operation, other["peer"], own[operation], other[operation]))
    if "scms" in other:
        mine = [per_query(own, "project", i) for i in (0, 1)]
        theirs = [per_query(other, "scms", i) for i in (0, 1)]
        rows.append((name, "projection, per query", other["peer"] + " SCMS", mine, theirs))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("problems", nargs="*", default=list(PROBLEMS))
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    seconds = 1 if options.quick else 4
    work = pathlib.Path(tempfile.mkdtemp())
    names = options.problems
    subprocess.run(["java", "-cp", JAR, "dev.arete.bench.Export", work, *names], check=True)
    before, records, rows = machine(), [], []
    for name in names:
        projected = PROBLEMS.get(name, 32)
        own = arete(name, projected, seconds)
        peers = [numpy(work / name, projected, seconds, threads) for threads in (1, os.cpu_count())]
        peers[0]["peer"] += ", 1 thread"
        if name in KS_PROBLEMS and shutil.which("Rscript"):
            peers.append(ks(work / name, KS_PROBLEMS[name]))
        records += [own, *peers]
        for peer in peers:
            compare(rows, name, own, peer)
        print(table(rows[-8:]), flush=True)
    shutil.rmtree(work)
    page = [
        f"# Beside other libraries, {datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%MZ}",
        "",
        f"- machine: {before}; at the end: {machine()}",
        f"- arete: {records[0]['device']}, double precision",
        f"- NumPy's BLAS: {next(r['blas'] for r in records if 'blas' in r)}",
        "- times are the best of repeated calls; wall clock, then processor time; ratio = peer over arete",
        "- projections: Newton's method to 1e-6 here, SCMS to the same residual there, in seconds per query",
        "",
        table(rows),
        "",
    ]
    if options.out:
        options.out.with_suffix(".md").write_text("\n".join(page))
        options.out.with_suffix(".json").write_text(json.dumps(records, indent=1) + "\n")


if __name__ == "__main__":
    main()
