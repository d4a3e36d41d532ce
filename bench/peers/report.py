"""The page of a run: who was timed where, times, ratios and errors."""
import datetime
import os
import pathlib
import subprocess

import judge
import peers
from problem import Problem

HEAD = """| problem | operation | peer | arete wall, cpu (s) | peer wall, cpu (s) | ratio wall | ratio cpu | arete error | peer error |
|---|---|---|---|---|---|---|---|---|"""
FIRST = """| problem | arete | score | geometry | projection | modes |
|---|---|---|---|---|---|"""
PROJECTIONS = {"scms": "projection, per query", "modes": "modes (k = 0), per query"}
OURS = {"scms": "project", "modes": "modes"}


def judged(folder, jar, record):
    errors = judge.errors(Problem(folder), jar, record["label"])
    for operation in PROJECTIONS:
        if record.get(operation + "_unfinished"):
            errors[operation] += f", {record[operation + '_unfinished']} unfinished"
    return {**record, "errors": errors}


def per_query(record, operation):
    return [t / record[operation + "_queries"] for t in record[operation]]


def table(rows):
    return "\n".join([HEAD, *rows])


def row(problem, operation, peer, own, other, errors):
    ratios = " | ".join(f"{other[i] / own[i]:.1f}" for i in (0, 1))
    times = " | ".join(f"{t[0]:.3g}, {t[1]:.3g}" for t in (own, other))
    return f"| {problem} | {operation} | {peer} | {times} | {ratios} | {errors[0]} | {errors[1]} |"


def compare(problem, own, other):
    """Rows of one peer beside this library."""
    name = other["peer"] if own["peer"].endswith("FP64") else f"{other['peer']}; {own['peer']}"
    mine, theirs = own["errors"], other["errors"]
    for operation in ("score", "geometry"):
        if operation in other:
            errors = mine.get(operation, "-"), theirs.get(operation, "-")
            yield row(problem, operation, name, own[operation], other[operation], errors)
    for operation, words in PROJECTIONS.items():
        if operation in other:
            kept = OURS[operation]
            errors = mine.get(kept, "-"), theirs.get(operation, "-")
            times = per_query(own, kept), per_query(other, operation)
            yield row(problem, words, name, *times, errors)


def first_row(problem, own):
    """Wall time of the first call of each operation in its process."""
    times = " | ".join(f"{own[name + '_first'][0]:.2g}" for name in ("score", "geometry", "project", "modes"))
    return f"| {problem} | {own['peer']} | {times} |"


def machine():
    info = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
    model = next((line.split(":")[1].strip() for line in info if line.startswith("model name")), "unknown")
    return f"{model}, {peers.THREADS} processors, load average {os.getloadavg()[0]:.2f}"


def commit():
    words = ["git", "-C", str(peers.HERE), "describe", "--always", "--dirty"]
    return subprocess.run(words, capture_output=True, text=True).stdout.strip() or "unknown"


class Page:
    def __init__(self):
        self.began = f"{datetime.datetime.now(datetime.timezone.utc):%Y-%m-%dT%H:%MZ}"
        self.before = machine()
        self.records = {}
        self.skipped = {}

    def add(self, problem, records):
        self.records[problem] = records

    def own(self, problem):
        return [r for r in self.records[problem] if r["label"].startswith("arete")]

    def rows(self, problem):
        own = self.own(problem)
        others = [r for r in self.records[problem] if not r["label"].startswith("arete")]
        return [line for o in own for other in others for line in compare(problem, o, other)]

    def head(self):
        every = [r for records in self.records.values() for r in records]
        blas = sorted({f"{r['peer']}: {r['blas']}" for r in every if "blas" in r})
        return {
            "date": self.began,
            "machine": f"{self.before}; at the end: {machine()}",
            "commit": commit(),
            "java": subprocess.run(["java", "-version"], capture_output=True, text=True).stderr.splitlines()[0],
            "arete": next(r["device"] for r in every if "device" in r),
            "BLAS": "; ".join(blas) or "none",
            "left out": "; ".join(f"{peer}: {why}" for peer, why in self.skipped.items()) or "nothing",
        }

    def json(self):
        return {**self.head(), "problems": self.records}

    def markdown(self):
        lines = ["# Beside other libraries", ""]
        lines += [f"- {name}: {value}" for name, value in self.head().items()]
        lines += ["", (peers.HERE / "reading.md").read_text()]
        lines.append(table([line for problem in self.records for line in self.rows(problem)]))
        lines += ["", "## The first call", "", (peers.HERE / "first.md").read_text(), FIRST]
        lines += [first_row(problem, own) for problem in self.records for own in self.own(problem)]
        return "\n".join(lines) + "\n"
