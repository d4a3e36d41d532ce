"""Starts this library and its peers, each in a process of its own, and reads the line of JSON it prints."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
LIMIT = 3600
VECTORS = ["--add-modules", "jdk.incubator.vector"]
THREADS = len(os.sched_getaffinity(0))


class Missing(Exception):
    """A peer that does not run here, and why."""


def run(command, **variables):
    command = [str(word) for word in command]
    try:
        done = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, **variables}, timeout=LIMIT
        )
    except subprocess.TimeoutExpired:
        raise Missing(f"not finished after {LIMIT} s")
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode or not lines:
        raise Missing((done.stderr.strip() or "printed nothing").splitlines()[-1])
    return json.loads(lines[-1])


def arete(jar, folder, precision, seconds, projected):
    label = "arete-" + precision
    command = ["java", *VECTORS, "-cp", jar, "dev.arete.bench.Duel", folder, precision]
    record = run([*command, "score,geometry,project,scms,modes", seconds, projected, label])
    return {**record, "label": label}


def interpreters():
    """For each peer in Python, the interpreter that has it; the newest NumPy."""
    found = {}
    for python in dict.fromkeys([sys.executable, shutil.which("python3"), "/usr/bin/python3"]):
        for peer in ("numpy", "torch", "sklearn"):
            probe = f"import {peer}, re; print([int(n) for n in re.findall('[0-9]+', {peer}.__version__)[:3]])"
            done = python and subprocess.run([python, "-c", probe], capture_output=True, text=True)
            if done and done.returncode == 0:
                found.setdefault(peer, []).append((json.loads(done.stdout), python))
    return {peer: max(candidates)[1] for peer, candidates in found.items()}


def python(found, peer, folder, seconds, projected):
    if peer not in found:
        raise Missing(f"no Python here has {peer}")
    command = [found[peer], HERE / f"{peer}_peer.py", folder, peer, "--seconds", seconds]
    command += ["--operations", "score,geometry,scms,modes", "--projected", projected, "--threads", THREADS]
    one = {name + "_NUM_THREADS": "1" for name in ("OPENBLAS", "MKL", "OMP")}
    return {**run(command, **one), "label": peer}


def ks(folder, starts):
    import numpy as np

    if not shutil.which("Rscript"):
        raise Missing("there is no Rscript")
    problem = json.loads((folder / "problem.json").read_text())
    if problem["k"] != 1 or np.load(folder / "queries.npy", mmap_mode="r").shape[1] > 3:
        raise Missing("kdr has ridges of dimension 1 in two and three dimensions only")
    for name in ("centres", "queries"):
        np.savetxt(folder / f"{name}.csv", np.load(folder / f"{name}.npy"), delimiter=",", fmt="%.17g")
    files = [folder / "centres.csv", folder / "queries.csv"]
    command = ["Rscript", HERE / "ks_peer.R", *files, problem["h"], starts, folder / "ks-scms.csv"]
    return {**run(command), "label": "ks"}
