#!/usr/bin/env python3
"""Projects 100,000 queries onto the ridge of 1,000,000 points in three dimensions with the command line.

Usage: bench/million.py [--bandwidth B] [--queries Q] [--heap 1g] [--backend NAME]      from the root, after a build

The workload `million` of the benchmarks: a helix with noise 0.1; its own bandwidth is 0.03. Prints what the command prints, wall
and processor time, the largest memory of the process, and the residuals at 64 end points by formula in NumPy.
"""
import argparse
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import numpy as np

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "peers"))
import judge
from problem import Problem

SAMPLE = 64


def project(folder, options):
    command = ["java", "--add-modules=jdk.incubator.vector", f"-Xmx{options.heap}"]
    command += ["-jar", HERE.parent / "java" / "cli" / "target" / "arete.jar", "project"]
    command += ["--data", folder / "centres.npy", "--queries", folder / "first.npy"]
    command += ["--bandwidth", options.bandwidth, "--ridge-dimension", 1, "--backend", options.backend]
    command += ["--out", folder / "ridge.npy"]
    began = time.perf_counter()
    process = subprocess.Popen([str(word) for word in command])
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit("the command failed")
    return time.perf_counter() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--bandwidth", type=float, default=0.03)
    parser.add_argument("--queries", type=int, default=100_000)
    parser.add_argument("--heap", default="1g")
    parser.add_argument("--backend", default="cpu")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="arete-million-") as work:
        export = ["java", "-cp", HERE / "target" / "benchmarks.jar", "dev.arete.bench.Export", work, "million"]
        subprocess.run([str(word) for word in export], check=True)
        problem = Problem(pathlib.Path(work) / "million")
        problem.h = options.bandwidth**2
        np.save(problem.folder / "first.npy", problem.queries[: options.queries])
        wall, processor, peak = project(problem.folder, options)
        points = np.load(problem.folder / "ridge.npy")[:SAMPLE, :3]
        residual = judge.residuals(problem, points, 1)
    print(f"wall {wall:.1f} s, processor {processor:.1f} s, largest memory {peak:.0f} MiB")
    print(f"residual at {SAMPLE} end points by formula: median {np.median(residual):.1e}, max {residual.max():.1e}")


if __name__ == "__main__":
    main()
