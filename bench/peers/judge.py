"""Errors of what a peer wrote beside a problem: against the reference backend, and of end points by their residual."""
import numpy as np

import peers

SMALL_SCORE = 0.3
CHECKED = 64
LEAST_SHARE = 1e-8  # of mu_1: half the digits of mu_k are right


def worst(actual, expected, least):
    """Largest relative error over rows, in the Euclidean norm."""
    actual, expected = (a[: len(expected)].reshape(len(expected), -1) for a in (actual, expected))
    error = np.linalg.norm(actual - expected, axis=1)
    return float((error / np.maximum(np.linalg.norm(expected, axis=1), least)).max())


def formula(problem, y, k):
    """|P_N (m - y)| / sqrt(h) from differences, and whether doubles know the normal space there."""
    e = problem.centres - y
    energy = np.einsum("ij,ij->i", e, e) / (2 * problem.h)
    w = np.exp(energy.min() - energy)
    w /= w.sum()
    m = w @ e
    e -= m
    values, vectors = np.linalg.eigh((e * w[:, None]).T @ e)
    normal = vectors[:, : len(y) - k]
    known = k == 0 or values[-k] > LEAST_SHARE * values[-1]
    return np.linalg.norm(normal.T @ m) / np.sqrt(problem.h), known


def residuals(problem, jar, points, k):
    """Residuals by formula, or in 120 digits of the first points where one of them is beyond doubles."""
    found = [formula(problem, y, k) for y in points[:CHECKED]]
    if all(known for _, known in found):
        return np.array([residual for residual, _ in found])
    problem.save("judged", "points", points)
    command = ["java", "-cp", jar, "dev.arete.bench.EndPoints", problem.folder, k, "judged-points"]
    return np.array(peers.run(command)["judged-points"])


def read(problem, label, what):
    for ending, reader in ((".npy", np.load), (".csv", lambda f: np.loadtxt(f, delimiter=",", ndmin=2))):
        file = problem.folder / f"{label}-{what}{ending}"
        if file.exists():
            return reader(file)
    return None


def errors(problem, jar, label):
    """Words for score, geometry (Hessian) and projections, where the peer wrote them."""
    found = {}
    for operation, what, least in (("score", "score", SMALL_SCORE / problem.h**0.5), ("geometry", "hessian", 0)):
        actual = read(problem, label, what)
        if actual is not None:
            found[operation] = f"{worst(actual, np.load(problem.folder / (what + '.npy')), least):.0e}"
    for operation, k in (("project", problem.k), ("scms", problem.k), ("modes", 0)):
        if operation == "scms" and "project" in found:
            continue  # ours, which no row shows
        points = read(problem, label, operation)
        if points is not None:
            r = residuals(problem, jar, points, k)
            found[operation] = f"residual {np.median(r):.0e}, max {r.max():.0e}"
    return found
