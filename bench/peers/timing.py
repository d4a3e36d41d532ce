"""Clocks, and which BLAS is really loaded."""
import pathlib
import sys
import time

OPTIMISED = ("openblas", "mkl", "blis", "accelerate")


def seconds(work, least):
    """Best wall time and best processor time of calls repeated for so many processor seconds, after as many that do not count."""
    repeat(work, least)
    return repeat(work, least)


def repeat(work, least):
    wall, processor, end = float("inf"), float("inf"), time.process_time() + least
    while True:
        began = time.perf_counter(), time.process_time()
        work()
        wall = min(wall, time.perf_counter() - began[0])
        processor = min(processor, time.process_time() - began[1])
        if time.process_time() >= end:
            return wall, processor


def once(work):
    """What work returns, and the wall and processor time of one call."""
    began = time.perf_counter(), time.process_time()
    result = work()
    return result, (time.perf_counter() - began[0], time.process_time() - began[1])


def loaded_blas():
    """Libraries of linear algebra in this process, by the maps of its memory."""
    maps = pathlib.Path("/proc/self/maps").read_text().split("\n")
    files = {line.split()[-1] for line in maps if ".so" in line}
    return sorted(f for f in files if "blas" in f.lower() or "mkl" in f.lower() or "blis" in f)


def require_fast_blas():
    """The BLAS in words; ends the process where it is the reference BLAS, which no user should time."""
    found = loaded_blas()
    if not any(name in file.lower() for file in found for name in OPTIMISED):
        sys.exit(f"refused: no optimised BLAS is loaded, only {found or 'none'}; install OpenBLAS")
    return ", ".join("/".join(file.split("/")[-2:]) for file in found)
