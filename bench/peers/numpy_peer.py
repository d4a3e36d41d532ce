#!/usr/bin/env python3
"""Times batched NumPy on one exported problem: the code a skilled user would write, double precision.

Usage: numpy_peer.py PROBLEM [--seconds S] [--operations score,geometry,scms] [--scms-queries N]

PROBLEM is a folder written by dev.arete.bench.Export. Coordinates are moved to the mean of the data first. Distances
are one matrix product for a block of queries, weights a softmax, posterior means a matrix product. Second moments take
the faster of two ways, tried on the first queries: one matrix product of the weights with all outer products of the
data (where these fit in memory), or for each query a product over the points that carry more than 1e-16 of its weight.
Prints one line of JSON.
"""
import argparse
import json
import pathlib
import time

import numpy as np

BLOCK_NUMBERS = 1 << 25
OUTER_NUMBERS = 1 << 27
DROPPED = 1e-16


class Peer:
    def __init__(self, folder):
        self.problem = json.loads((folder / "problem.json").read_text())
        self.h, self.k = self.problem["h"], self.problem["k"]
        self.c = np.load(folder / "centres.npy")
        self.y = np.load(folder / "queries.npy")
        mean = self.c.mean(axis=0)
        self.c -= mean
        self.y -= mean
        self.n, self.d = self.c.shape
        self.squares = np.einsum("ij,ij->i", self.c, self.c)
        self.block = max(1, min(256, BLOCK_NUMBERS // self.n))
        self.lower = np.tril_indices(self.d)
        self.outer = None

    def weights(self, y):
        logs = y @ self.c.T
        logs -= 0.5 * self.squares
        logs *= 1 / self.h
        logs -= logs.max(axis=1, keepdims=True)
        np.exp(logs, out=logs)
        logs /= logs.sum(axis=1, keepdims=True)
        return logs

    def score(self, y):
        return (self.weights(y) @ self.c - y) / self.h

    def build_outer(self):
        if self.outer is None:
            a, b = self.lower
            self.outer = self.c[:, a] * self.c[:, b]

    def covariance_outer(self, w, mean):
        packed = w @ self.outer
        cov = np.empty((len(w), self.d, self.d))
        a, b = self.lower
        cov[:, a, b] = packed
        cov[:, b, a] = packed
        cov -= mean[:, :, None] * mean[:, None, :]
        return cov

    def covariance_neighbours(self, w, mean):
        cov = np.empty((len(w), self.d, self.d))
        for i in range(len(w)):
            near = np.flatnonzero(w[i] > DROPPED)
            e = self.c[near]
            e -= mean[i]
            e *= np.sqrt(w[i, near])[:, None]
            np.matmul(e.T, e, out=cov[i])
        return cov

    def geometry(self, y, covariance):
        w = self.weights(y)
        mean = w @ self.c
        values, vectors = np.linalg.eigh(covariance(w, mean))
        normal = vectors[:, :, : self.d - self.k]
        coefficients = np.einsum("qij,qi->qj", normal, mean - y)
        step = np.einsum("qij,qj->qi", normal, coefficients)
        residual = np.sqrt((coefficients**2).sum(axis=1))
        return step, residual, values

    def blocks(self, y, operation):
        return [operation(y[i : i + self.block]) for i in range(0, len(y), self.block)]

    def best_covariance(self):
        """The faster way on a few queries; building the outer products is not counted."""
        ways = [self.covariance_neighbours]
        if self.n * self.d * (self.d + 1) // 2 <= OUTER_NUMBERS:
            self.build_outer()
            ways.append(self.covariance_outer)
        y = self.y[: min(64, len(self.y))]
        return min(ways, key=lambda way: seconds(lambda: self.geometry(y, way), 0)[0])

    def scms(self, y, covariance, tolerance, limit):
        """Steps y + P_N (m - y) until |P_N (m - y)| <= tolerance sqrt(h); finished queries leave the batch."""
        y = y.copy()
        active = np.arange(len(y))
        steps = 0
        for _ in range(limit):
            parts = self.blocks(y[active], lambda part: self.geometry(part, covariance))
            step = np.concatenate([part[0] for part in parts])
            residual = np.concatenate([part[1] for part in parts])
            steps += len(active)
            moving = residual > tolerance * np.sqrt(self.h)
            y[active[moving]] += step[moving]
            active = active[moving]
            if len(active) == 0:
                break
        return steps, len(active)


def seconds(work, least):
    """Best wall time and processor time of repeated calls."""
    best, processor, end = np.inf, np.inf, time.perf_counter() + least
    while True:
        wall, own = time.perf_counter(), time.process_time()
        work()
        best = min(best, time.perf_counter() - wall)
        processor = min(processor, time.process_time() - own)
        if time.perf_counter() >= end:
            return best, processor


def blas():
    """Which BLAS NumPy really loaded."""
    maps = pathlib.Path("/proc/self/maps").read_text().split("\n")
    names = {line.split("/")[-1] for line in maps if "blas" in line or "mkl" in line}
    return ", ".join(sorted(names))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("problem", type=pathlib.Path)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--operations", default="score,geometry")
    parser.add_argument("--scms-queries", type=int, default=0)
    parser.add_argument("--tolerance", type=float, default=1e-6)
    parser.add_argument("--limit", type=int, default=500)
    parser.add_argument("--queries", type=int, default=0)
    options = parser.parse_args()
    peer = Peer(options.problem)
    if options.queries:
        peer.y = peer.y[: options.queries]
    result = {"peer": "NumPy " + np.__version__, "problem": options.problem.name, "blas": blas()}
    wanted = options.operations.split(",")
    if "score" in wanted:
        result["score"] = seconds(lambda: peer.blocks(peer.y, peer.score), options.seconds)
    if "geometry" in wanted or "scms" in wanted:
        way = peer.best_covariance()
        result["covariance"] = way.__name__
    if "geometry" in wanted:
        result["geometry"] = seconds(
            lambda: peer.blocks(peer.y, lambda y: peer.geometry(y, way)), options.seconds
        )
    if "scms" in wanted:
        y = peer.y[: options.scms_queries or len(peer.y)]
        wall, own = time.perf_counter(), time.process_time()
        steps, left = peer.scms(y, way, options.tolerance, options.limit)
        result["scms"] = (time.perf_counter() - wall, time.process_time() - own)
        result["scms_queries"] = len(y)
        result["scms_evaluations"] = steps
        result["scms_unfinished"] = left
    print(json.dumps(result))


if __name__ == "__main__":
    main()
