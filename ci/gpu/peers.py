#!/usr/bin/env python3
"""Times PyTorch, CuPy and JAX on the workloads of the Java benchmarks, with errors beside the times.

Usage: peers.py --probe                     prints which libraries can run; exit status 1 if none can
       peers.py PROBLEMS OUT [LIBRARY...]   writes OUT.md and OUT.json

PROBLEMS is the folder that dev.arete.bench.Export wrote. A call takes queries from host memory and leaves its
results there, as one of the Java benchmarks does; centres stay on the device. It is timed once more with queries
and results on the device. Centres are moved to their mean first. Weights come from a matrix product of queries and
centres, second moments from one of weights and outer products, cut into blocks of queries: what one would write
for speed.
"""
import importlib
import json
import os
import pathlib
import statistics
import sys
import time

import cusolver

LIBRARIES = ("torch", "cupy", "jax", "syevj", "xsyev")
SCRATCH_NUMBERS = 1 << 27
SECONDS = 1.0


class Torch:
    has_densities = True

    def __init__(self):
        self.np = importlib.import_module("torch")
        if not self.np.cuda.is_available():
            raise RuntimeError(f"torch {self.np.__version__} finds no CUDA device")
        self.name = f"PyTorch {self.np.__version__}"

    def put(self, array):
        return self.np.from_numpy(array).cuda()

    def get(self, array):
        return array.cpu().numpy()

    def wait(self, result):
        self.np.cuda.synchronize()

    def weights(self, logs):
        return self.np.softmax(logs, dim=1)

    def eigh(self, matrices):
        return self.np.linalg.eigh(matrices)

    def compiled(self, function):
        return function


class CuSolver(Torch):
    """Eigensystems only, by one routine of cuSOLVER on the memory of PyTorch."""

    has_densities = False

    def __init__(self, routine):
        super().__init__()
        self.eigh = routine(self.np)
        self.name = f"cuSOLVER {routine.__name__}"


class Arrays:
    """NumPy, CuPy and JAX, which share their names."""

    has_densities = True

    def weights(self, logs):
        w = self.np.exp(logs - logs.max(axis=1, keepdims=True))
        return w / w.sum(axis=1, keepdims=True)

    def eigh(self, matrices):
        return self.np.linalg.eigh(matrices)

    def compiled(self, function):
        return function


class Numpy(Arrays):
    def __init__(self):
        self.np = numpy
        self.name = f"NumPy {numpy.__version__} (CPU)"

    def put(self, array):
        return array

    def get(self, array):
        return array

    def wait(self, result):
        pass


class Cupy(Arrays):
    def __init__(self):
        self.np = importlib.import_module("cupy")
        self.np.cuda.runtime.getDeviceCount()
        self.name = f"CuPy {self.np.__version__}"

    def put(self, array):
        return self.np.asarray(array)

    def get(self, array):
        return self.np.asnumpy(array)

    def wait(self, result):
        self.np.cuda.get_current_stream().synchronize()


class Jax(Arrays):
    def __init__(self):
        os.environ["XLA_PYTHON_CLIENT_PREALLOCATE"] = "false"  # leaves memory to the other libraries
        jax = importlib.import_module("jax")
        jax.config.update("jax_enable_x64", True)
        jax.config.update("jax_default_matmul_precision", "highest")
        if jax.default_backend() not in ("gpu", "cuda"):
            raise RuntimeError(f"jax {jax.__version__} runs on {jax.default_backend()}")
        self.jax, self.np = jax, jax.numpy
        self.name = f"JAX {jax.__version__}"

    def put(self, array):
        return self.np.asarray(array)

    def get(self, array):
        return numpy.asarray(array)

    def wait(self, result):
        self.jax.block_until_ready(result)

    def compiled(self, function):
        return self.jax.jit(function)


OPEN = {
    "torch": Torch,
    "cupy": Cupy,
    "jax": Jax,
    "numpy": Numpy,
    "syevj": lambda: CuSolver(cusolver.SyevjBatched),
    "xsyev": lambda: CuSolver(cusolver.XsyevBatched),
}


def reason_of(exception):
    """What went wrong, in one short line."""
    text = str(exception).strip()
    name = type(exception).__name__
    return f"{name}: {text.splitlines()[0][:100]}" if text else name


def usable(names):
    """The libraries that can run, and one line for each that cannot."""
    peers, reasons = [], []
    for name in names:
        try:
            peers.append(OPEN[name]())
        except Exception as e:  # a broken installation may raise anything
            reasons.append(f"{name}: {reason_of(e)}")
    return peers, reasons


class Density:
    """Score, Hessian and one SCMS step at blocks of queries."""

    def __init__(self, peer, problem, dtype):
        self.peer, self.h, self.k, self.dtype = peer, problem["h"], problem["k"], dtype
        self.origin = problem["centres"].mean(axis=0)
        centres = problem["centres"] - self.origin
        self.n, self.d = centres.shape
        self.centres = peer.put(centres.astype(dtype))
        self.offsets = peer.put((-0.5 * (centres**2).sum(axis=1) / self.h).astype(dtype))
        self.identity = peer.put(numpy.eye(self.d, dtype=dtype))
        self.outer = None
        # Compiled functions take arrays as arguments: what they close over would be folded at compile time.
        self.score_of = peer.compiled(self._score)
        self.hessian_of = peer.compiled(self._hessian)
        self.step_of = peer.compiled(self._step)

    def _weights(self, y, centres, offsets):
        return self.peer.weights(y @ centres.T / self.h + offsets)

    def _score(self, y, centres, offsets):
        return (self._weights(y, centres, offsets) @ centres - y) / self.h

    def _moments(self, y, centres, offsets, outer):
        w = self._weights(y, centres, offsets)
        mean = w @ centres
        covariance = (w @ outer).reshape(-1, self.d, self.d) - mean[:, :, None] * mean[:, None, :]
        return mean, covariance

    def _hessian(self, y, centres, offsets, outer, identity):
        return (self._moments(y, centres, offsets, outer)[1] / self.h - identity) / self.h

    def _step(self, y, centres, offsets, outer):
        mean, covariance = self._moments(y, centres, offsets, outer)
        normal = self.peer.eigh(covariance)[1][:, :, : self.d - self.k]
        along = normal.swapaxes(1, 2) @ (mean - y)[:, :, None]
        return y + (normal @ along)[:, :, 0]

    def _second(self):
        """Outer products of the centres, n x d^2, made once."""
        if self.outer is None:
            self.outer = (self.centres[:, :, None] * self.centres[:, None, :]).reshape(self.n, -1)
        return self.outer

    def _blocks(self, queries, numbers):
        size = max(1, SCRATCH_NUMBERS // numbers)
        shifted = (queries - self.origin).astype(self.dtype)
        return [shifted[i : i + size] for i in range(0, len(shifted), size)]

    def _calls(self, queries, numbers, function, fixed):
        """A call from host to host, and one on queries that lie on the device."""
        peer, blocks = self.peer, self._blocks(queries, numbers)
        placed = [peer.put(block) for block in blocks]

        def whole():
            return numpy.concatenate([peer.get(function(peer.put(block), *fixed)) for block in blocks])

        def resident():
            for block in placed:
                result = function(block, *fixed)
            peer.wait(result)

        return whole, resident

    def score(self, queries):
        return self._calls(queries, self.n, self.score_of, (self.centres, self.offsets))

    def hessian(self, queries):
        fixed = self.centres, self.offsets, self._second(), self.identity
        return self._calls(queries, self.n + self.d**2, self.hessian_of, fixed)

    def step(self, queries):
        fixed = self.centres, self.offsets, self._second()
        return self._calls(queries, self.n + self.d**2, self.step_of, fixed)


def timed(call):
    """Median milliseconds over a second, after one call to warm up, and the result; three calls if they are short."""
    result = call()
    times = []
    while sum(times) < SECONDS or (len(times) < 3 and sum(times) < 3 * SECONDS):
        start = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - start)
    return 1e3 * statistics.median(times), result


def worst(actual, expected, smallest):
    """Largest error of a row in the Euclidean norm, against max(its size, smallest)."""
    rows = len(expected)
    error = numpy.linalg.norm((actual[:rows] - expected).reshape(rows, -1), axis=1)
    size = numpy.linalg.norm(expected.reshape(rows, -1), axis=1)
    return float((error / numpy.maximum(size, smallest)).max())


def step_expected(problem):
    """One SCMS step from the reference's score and Hessian, in double on the CPU."""
    score, hessian = problem["score"], problem["hessian"]
    normal = numpy.linalg.eigh(hessian)[1][:, :, : score.shape[1] - problem["k"]]
    along = normal.swapaxes(1, 2) @ (problem["h"] * score)[:, :, None]
    return problem["queries"][: len(score)] + (normal @ along)[:, :, 0]


def density_rows(peer, folder, dtype):
    problem = json.loads((folder / "problem.json").read_text())
    for name in ("centres", "queries", "score", "hessian"):
        problem[name] = numpy.load(folder / f"{name}.npy")
    density, root = Density(peer, problem, dtype), problem["h"] ** 0.5
    expected = step_expected(problem)
    operations = (
        ("score", density.score, lambda r: worst(r, problem["score"], 0.3 / root)),
        ("hessian", density.hessian, lambda r: worst(r, problem["hessian"], 0)),
        ("SCMS step", density.step,
         lambda r: float(numpy.linalg.norm(r[: len(expected)] + density.origin - expected, axis=1).max() / root)),
    )
    for name, operation, error in operations:
        yield name, folder.name, lambda: operation(problem["queries"]), error


def eigen_rows(peer, file, dtype):
    matrices = numpy.load(file).astype(dtype)

    def calls():
        placed = peer.put(matrices)

        def whole():
            values, vectors = peer.eigh(peer.put(matrices))
            return peer.get(values), peer.get(vectors)

        return whole, lambda: peer.wait(peer.eigh(placed))

    def error(result):
        values, v = result
        rebuilt = (v.astype(float) * values[:, None, :]) @ v.astype(float).swapaxes(1, 2)
        return worst(rebuilt, matrices.astype(float), 0)

    yield "eigen", file.stem, calls, error


def rows_of(peer, problems):
    files = sorted(problems.iterdir(), key=lambda f: (f.suffix, f.name))
    for dtype, precision in ((numpy.float64, "FP64"), (numpy.float32, "FP32")):
        for file in files:
            if file.is_dir() and not peer.has_densities:
                continue
            made = density_rows(peer, file, dtype) if file.is_dir() else eigen_rows(peer, file, dtype)
            for operation, name, calls, error in made:
                row = {"library": peer.name, "operation": operation, "problem": name, "precision": precision}
                try:
                    whole, resident = calls()
                    row["milliseconds"], result = timed(whole)
                    row["error"] = error(result)
                    row["device_milliseconds"], _ = timed(resident)
                except Exception as e:  # out of memory is each library's own exception
                    row["failed"] = reason_of(e)
                yield row


def table(rows, reasons):
    lines = [
        "# Peers", "",
        "*ms a call* is host to host, as in the Java benchmarks, *on the device* without copies. Errors against the reference backend on the first queries: score",
        "relative to max(|s|, 0.3/sqrt(h)), Hessian relative, SCMS step in sqrt(h), eigen |V L V^T - A| / |A|. One SCMS",
        "step is to be held against `geometry` of the Java benchmarks, which returns more; it is not determined where",
        "the eigengap closes.", "",
    ]
    lines += [f"- not run, {reason}" for reason in reasons] + [""]
    lines += ["| operation | problem | library | precision | ms a call | on the device | error |"]
    lines += ["|---|---|---|---|---|---|---|"]
    for r in rows:
        if "failed" in r:
            figures = f"failed | | {r['failed']}"
        else:
            figures = f"{r['milliseconds']:.3g} | {r['device_milliseconds']:.3g} | {r['error']:.1e}"
        lines.append(f"| {r['operation']} | {r['problem']} | {r['library']} | {r['precision']} | {figures} |")
    return "\n".join(lines) + "\n"


def write(out, rows, reasons):
    out.with_suffix(".json").write_text(json.dumps({"rows": rows, "not_run": reasons}, indent=1) + "\n")
    out.with_suffix(".md").write_text(table(rows, reasons))


def main(arguments):
    probe = arguments == ["--probe"]
    if not probe and len(arguments) < 2:
        sys.exit(__doc__)
    peers, reasons = usable(LIBRARIES if probe else arguments[2:] or LIBRARIES)
    if probe:
        print("; ".join([peer.name for peer in peers] + reasons))
        sys.exit(0 if peers else 1)
    rows, out = [], pathlib.Path(arguments[1])
    for peer in peers:
        try:
            for row in rows_of(peer, pathlib.Path(arguments[0])):
                rows.append(row)
                write(out, rows, reasons)  # each time: the run may be stopped
        except Exception as e:  # outside a timing, as when the centres do not fit: on to the next library
            reasons.append(f"{peer.name} after {len(rows)} rows: {reason_of(e)}")
    write(out, rows, reasons)
    failed = sum("failed" in row for row in rows)
    print(f"{len(rows) - failed} timings of {', '.join(peer.name for peer in peers)}; {failed} failed")
    sys.exit(1 if failed == len(rows) else 0)  # none at all included


if __name__ == "__main__":
    try:
        import numpy
    except ImportError:
        print("python3 has no numpy")
        sys.exit(1)
    main(sys.argv[1:])
