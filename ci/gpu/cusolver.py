"""Batched symmetric eigensystems by cuSOLVER's C interface, on matrices in the memory of PyTorch.

A routine is made with the module torch. Called with n x n matrices, count x n x n on the device, it returns
eigenvalues, ascending, and eigenvectors in columns, as torch.linalg.eigh does.
"""
import ctypes
import glob
import importlib
import os

VECTORS, LOWER = 1, 0  # CUSOLVER_EIG_MODE_VECTOR, CUBLAS_FILL_MODE_LOWER
TYPES = {"float32": 0, "float64": 1}  # CUDA_R_32F, CUDA_R_64F


def brought_along():
    """Where the packages that PyTorch depends on have cuSOLVER, if there are any."""
    try:
        roots = importlib.import_module("nvidia").__path__
    except ImportError:
        return []
    return [path for root in roots for path in glob.glob(os.path.join(root, "*/lib/libcusolver.so*"))]


def library():
    """cuSOLVER, as this process has it loaded, or from where it lies."""
    reasons = []
    for name in ["libcusolver.so.12", "libcusolver.so.11", *brought_along()]:
        try:
            return ctypes.CDLL(name)
        except OSError as e:
            reasons.append(str(e))
    raise RuntimeError("; ".join(reasons))


class Routine:
    """A handle on cuSOLVER, on the current stream of PyTorch."""

    def __init__(self, torch):
        self.torch = torch
        torch.linalg.eigh(torch.eye(2).cuda())  # loads cuSOLVER and what it needs
        self.library = library()
        self.handle = ctypes.c_void_p()
        self.call("cusolverDnCreate", ctypes.byref(self.handle))
        stream = ctypes.c_void_p(torch.cuda.current_stream().cuda_stream)
        self.call("cusolverDnSetStream", self.handle, stream)

    def call(self, name, *arguments):
        code = getattr(self.library, name)(*arguments)
        if code != 0:
            raise RuntimeError(f"{name}: status {code}")

    def bytes(self, count):
        return self.torch.empty(max(1, count), dtype=self.torch.uint8, device="cuda")

    def __call__(self, matrices):
        torch, n = self.torch, matrices.shape[-1]
        count = matrices.numel() // (n * n)
        vectors = matrices.clone()  # overwritten; symmetric, so rows or columns do not matter
        values = torch.empty(count, n, dtype=matrices.dtype, device=matrices.device)
        info = torch.zeros(count, dtype=torch.int32, device=matrices.device)
        self.decompose(vectors, values, info, n, count)
        return values, vectors.transpose(1, 2)


def address(tensor):
    return ctypes.c_void_p(tensor.data_ptr())


class SyevjBatched(Routine):
    """Jacobi's method: cusolverDnSsyevjBatched, cusolverDnDsyevjBatched."""

    def __init__(self, torch):
        super().__init__(torch)
        self.settings = ctypes.c_void_p()
        self.call("cusolverDnCreateSyevjInfo", ctypes.byref(self.settings))

    def decompose(self, vectors, values, info, n, count):
        name = "cusolverDn" + ("D" if vectors.dtype == self.torch.float64 else "S") + "syevjBatched"
        matrices = (address(vectors), ctypes.c_int(n), address(values))
        length = ctypes.c_int()
        mode = (self.handle, VECTORS, LOWER, ctypes.c_int(n))
        self.call(f"{name}_bufferSize", *mode, *matrices, ctypes.byref(length), self.settings, ctypes.c_int(count))
        work = self.bytes(length.value * vectors.element_size())
        self.call(name, *mode, *matrices, address(work), length, address(info), self.settings, ctypes.c_int(count))


class XsyevBatched(Routine):
    """Divide and conquer, CUDA 12.6.2 and later: cusolverDnXsyevBatched."""

    def __init__(self, torch):
        super().__init__(torch)
        self.settings = ctypes.c_void_p()
        self.call("cusolverDnCreateParams", ctypes.byref(self.settings))

    def decompose(self, vectors, values, info, n, count):
        kind = TYPES[str(vectors.dtype).removeprefix("torch.")]
        long = ctypes.c_int64
        start = (self.handle, self.settings, VECTORS, LOWER, long(n))
        matrices = (kind, address(vectors), long(n), kind, address(values), kind)
        on_device, on_host = ctypes.c_size_t(), ctypes.c_size_t()
        sizes = (ctypes.byref(on_device), ctypes.byref(on_host))
        self.call("cusolverDnXsyevBatched_bufferSize", *start, *matrices, *sizes, long(count))
        work = self.bytes(on_device.value)
        host = ctypes.create_string_buffer(max(1, on_host.value))
        spaces = (address(work), on_device, host, on_host)
        self.call("cusolverDnXsyevBatched", *start, *matrices, *spaces, address(info), long(count))
        self.torch.cuda.synchronize()  # before the workspace on the host goes away
