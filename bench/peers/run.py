#!/usr/bin/env python3
"""Runs this library and its peers on the same files, one after the other, and writes the ratios.

Usage: bench/peers/run.py [--seconds S] [--single] [--truncation SHARE] [--only PEER,...] [--jar JAR] [--out PREFIX] [PROBLEM...]
from the root of the repository, after a build. A PROBLEM is a workload of the benchmarks (P1, P2, P3-t.5, P3-t1, P4,
W2-h.005, quakes ...) or a table, NAME=FILE.csv:VARIANCE:K.

Peers: NumPy (numpy_peer.py) and PyTorch (torch_peer.py), which must be linked to an optimised BLAS, R's ks (ks_peer.R) and
scikit-learn's MeanShift (sklearn_peer.py). Whatever Python has a peer runs it: this one or /usr/bin/python3. A peer that is
not there is left out, and the page says why. Times are the best of repeated calls in one process, after as many that do not count; of
projections one call for a peer and the best of several for this library. Writes PREFIX.md and PREFIX.json.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import peers
import report

JAR = peers.HERE.parent / "target" / "benchmarks.jar"
PROBLEMS = {  # problem: queries that are projected by NumPy and PyTorch, by ks, by MeanShift; 0: not at all
    "P1": (1000, 40, 200),
    "P2": (200, 10, 50),
    "quakes": (1000, 40, 200),
    "W2-h.005": (200, 0, 0),
    "P3-t.5": (100, 0, 0),
    "P3-t1": (50, 0, 0),
    "P4": (32, 0, 0),
    "P4-h.02": (32, 0, 0),
}
OTHER = (200, 40, 50)


def export(jar, folder, problems):
    done = subprocess.run(
        ["java", "-cp", jar, "dev.arete.bench.Export", folder, *problems], capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr.strip().splitlines()[0])


def one(folder, options, found, skipped):
    """Records of this library and of every peer on one problem, each judged."""
    name = folder.name
    projected, starts, shifted = PROBLEMS.get(name, OTHER)
    records = [peers.arete(options.jar, folder, "FP64", options.seconds, projected)]
    if options.truncation:
        records.append(
            peers.arete(options.jar, folder, "FP64-" + options.truncation, options.seconds, projected)
        )
    if options.single:
        records.append(peers.arete(options.jar, folder, "FP32", options.seconds, projected))
    work = {
        "numpy": lambda: peers.python(found, "numpy", folder, options.seconds, projected),
        "torch": lambda: peers.python(found, "torch", folder, options.seconds, projected),
        "ks": lambda: peers.ks(folder, starts),
        "sklearn": lambda: peers.python(found, "sklearn", folder, options.seconds, shifted),
    }
    limited = {"ks": starts, "sklearn": shifted}
    for peer, run in work.items():
        if peer in options.only.split(",") and limited.get(peer, 1):
            try:
                records.append(run())
            except peers.Missing as reason:
                skipped[peer] = str(reason)
    return [report.judged(folder, options.jar, record) for record in records]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("problems", nargs="*", default=list(PROBLEMS))
    parser.add_argument("--seconds", type=float, default=4, help="processor time for each operation")
    parser.add_argument("--single", action="store_true", help="this library in single precision too")
    parser.add_argument("--truncation", metavar="SHARE", help="this library with that share of the weight left out too")
    parser.add_argument("--only", default="numpy,torch,ks,sklearn")
    parser.add_argument("--jar", type=pathlib.Path, default=JAR, help="another build of this library")
    parser.add_argument("--out", type=pathlib.Path)
    options = parser.parse_args()
    work = pathlib.Path(tempfile.mkdtemp(prefix="arete-peers-"))
    try:
        run_all(options, work)
    finally:
        shutil.rmtree(work)


def run_all(options, work):
    export(options.jar, work, options.problems)
    page = report.Page()
    found = peers.interpreters()
    for name in (text.split("=")[0] for text in options.problems):
        page.add(name, one(work / name, options, found, page.skipped))
        print(report.table(page.rows(name)), flush=True)
    if options.out:
        options.out.with_suffix(".md").write_text(page.markdown())
        options.out.with_suffix(".json").write_text(json.dumps(page.json(), indent=1) + "\n")


if __name__ == "__main__":
    main()
