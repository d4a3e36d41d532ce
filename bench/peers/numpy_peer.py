#!/usr/bin/env python3
"""Times batched NumPy on one exported problem: the code a skilled user would write, double precision.

Usage: numpy_peer.py PROBLEM LABEL [--operations score,geometry,scms,modes] [--seconds S] [--projected N] [--threads T]

Coordinates are moved to the mean of the data first. Threads work on blocks of queries, each with a BLAS of one thread, so
that exponentials and eigensystems run in parallel too. In up to six dimensions blocks are neighbours, centres too far from
a block to have 1e-16 of the weight are left out (`near.py`), and all moments are one matrix product of the weights with
1, x and the products of coordinates, for pieces of centres that stay in the cache. Above six, second moments take the faster of
two ways, tried on the first queries: the same product, or for each query a product over the points with more than 1e-16
of its weight. Writes score, Hessian and end points beside the problem, prints one line of JSON.
"""
import argparse
import concurrent.futures
import json

import numpy as np

from near import Near
from problem import Problem, neighbour_blocks
from timing import once, require_fast_blas, seconds

LOW_DIMENSION = 6
BLOCK_NUMBERS = 1 << 23
OUTER_NUMBERS = 1 << 27
DROPPED = 1e-16
CHECKED = 64


class Peer:
    name = "NumPy " + np.__version__

    def __init__(self, problem, threads):
        self.h, self.k = problem.h, problem.k
        self.mean = problem.centres.mean(axis=0)
        self.c = problem.centres - self.mean
        self.n, self.d = self.c.shape
        self.low = self.d <= LOW_DIMENSION
        self.squares = 0.5 / self.h * np.einsum("ij,ij->i", self.c, self.c)
        self.lower = np.tril_indices(self.d)
        self.features = self.outer() if self.low or self.outer_fits() else None
        self.linear = np.hstack([np.ones((self.n, 1)), self.c])
        self.near = Near(self) if self.low else None
        self.by_outer = self.features is not None
        self.threads = threads
        self.pool = concurrent.futures.ThreadPoolExecutor(threads)

    def outer_fits(self):
        return self.n * self.d * (self.d + 1) // 2 <= OUTER_NUMBERS

    def outer(self):
        """1, x and the products of two coordinates, one row a centre."""
        a, b = self.lower
        return np.hstack([np.ones((self.n, 1)), self.c, self.c[:, a] * self.c[:, b]])

    # what another array library would replace

    def exp_product(self, a, b):
        logs = a @ b.T
        return np.exp(logs, out=logs)

    def softmax(self, y):
        logs = (y / self.h) @ self.c.T
        logs -= self.squares
        logs -= logs.max(axis=1, keepdims=True)
        return np.exp(logs, out=logs)

    def product(self, a, b):
        return a @ b

    def eigh(self, matrices):
        return np.linalg.eigh(matrices)

    # moments of one block of queries

    def sums(self, y, features):
        if self.low:
            return self.near.sums(y, features)
        return self.product(self.softmax(y), features)

    def first(self, y):
        sums = self.sums(y, self.linear)
        return sums[:, 1:] / sums[:, :1]

    def second(self, y):
        if not self.by_outer:
            return self.second_by_neighbours(self.softmax(y))
        sums = self.sums(y, self.features)
        sums /= sums[:, :1].copy()
        mean, packed = sums[:, 1 : self.d + 1], sums[:, self.d + 1 :]
        covariance = np.empty((len(y), self.d, self.d))
        a, b = self.lower
        covariance[:, a, b] = packed
        covariance[:, b, a] = packed
        covariance -= mean[:, :, None] * mean[:, None, :]
        return mean, covariance

    def second_by_neighbours(self, w):
        total = w.sum(axis=1, keepdims=True)
        mean = self.product(w, self.c) / total
        covariance = np.empty((len(w), self.d, self.d))
        for i in range(len(w)):
            near = np.flatnonzero(w[i] > DROPPED * total[i])
            e = self.c[near]
            e -= mean[i]
            e *= np.sqrt(w[i, near] / total[i])[:, None]
            np.matmul(e.T, e, out=covariance[i])
        return mean, covariance

    def score(self, y):
        return (self.first(y) - y) / self.h

    def hessian(self, y):
        return (self.second(y)[1] / self.h - np.eye(self.d)) / self.h

    def geometry(self, y):
        """Step P_N (m - y), its length, eigenvalues."""
        mean, covariance = self.second(y)
        values, vectors = self.eigh(covariance)
        normal = vectors[:, :, : self.d - self.k]
        coefficients = (normal.transpose(0, 2, 1) @ (mean - y)[:, :, None])[:, :, 0]
        step = (normal @ coefficients[:, :, None])[:, :, 0]
        return step, np.sqrt((coefficients**2).sum(axis=1)), values

    def shift(self, y):
        """Step of mean shift, its length."""
        step = self.first(y) - y
        return step, np.sqrt((step**2).sum(axis=1))

    # all queries

    def cut(self, y):
        if self.low:
            return neighbour_blocks(y, 128)
        size = max(1, min(256, BLOCK_NUMBERS // self.n, -(-len(y) // self.threads)))
        return [np.arange(i, min(i + size, len(y))) for i in range(0, len(y), size)]

    def blocks(self, y, operation):
        """Results of an operation that returns arrays, in the order of the queries."""
        cuts = self.cut(y)
        parts = list(self.pool.map(lambda rows: operation(y[rows]), cuts))
        order = np.argsort(np.concatenate(cuts))
        return [np.concatenate(columns)[order] for columns in zip(*parts)]

    def choose(self, y):
        """Takes the faster way to second moments; building outer products is not counted."""
        if self.low or self.features is None:
            return
        times = []
        for way in (False, True):
            self.by_outer = way
            times.append(seconds(lambda: self.blocks(y, self.geometry), 0)[1])
        self.by_outer = times[1] < times[0]

    def project(self, y, operation, tolerance, limit):
        """Moves y by steps until they are within tolerance sqrt(h); finished queries leave the batch."""
        y = y.copy()
        active = np.arange(len(y))
        evaluations = 0
        for _ in range(limit):
            step, residual = self.blocks(y[active], operation)[:2]
            evaluations += len(active)
            moving = residual > tolerance * np.sqrt(self.h)
            y[active[moving]] += step[moving]
            active = active[moving]
            if len(active) == 0:
                break
        return y, evaluations, len(active)


def projection(peer, problem, options, result, name, operation):
    y = problem.queries[: options.projected] - peer.mean
    work = lambda: peer.project(y, operation, options.tolerance, options.limit)
    (points, evaluations, left), result[name] = once(work)
    result[name + "_queries"], result[name + "_evaluations"] = len(y), evaluations
    result[name + "_unfinished"] = left
    problem.save(options.label, name, points + peer.mean)


def arguments(description):
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("problem")
    parser.add_argument("label")
    parser.add_argument("--operations", default="score,geometry,scms")
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--projected", type=int, default=100)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--tolerance", type=float, default=1e-6)
    parser.add_argument("--limit", type=int, default=500)
    return parser.parse_args()


def duel(make, description):
    options = arguments(description)
    problem = Problem(options.problem)
    peer = make(problem, options.threads)
    y = problem.queries - peer.mean
    peer.choose(y[: 64 * options.threads])
    result = {"peer": f"{peer.name}, {options.threads} threads", "blas": require_fast_blas()}
    result["second_moments"] = "outer products" if peer.by_outer else "neighbours"
    score = lambda part: (peer.score(part),)
    problem.save(options.label, "score", peer.blocks(y[:CHECKED], score)[0])
    problem.save(options.label, "hessian", peer.blocks(y[:CHECKED], lambda part: (peer.hessian(part),))[0])
    wanted = options.operations.split(",")
    if "score" in wanted:
        result["score"] = seconds(lambda: peer.blocks(y, score), options.seconds)
    if "geometry" in wanted:
        result["geometry"] = seconds(lambda: peer.blocks(y, peer.geometry), options.seconds)
    if "scms" in wanted:
        projection(peer, problem, options, result, "scms", peer.geometry)
    if "modes" in wanted:
        projection(peer, problem, options, result, "modes", peer.shift)
    print(json.dumps(result))


if __name__ == "__main__":
    duel(Peer, __doc__)
