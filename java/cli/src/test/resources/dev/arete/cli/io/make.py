"""Writes the .npy files beside it with NumPy, once; the tests read the committed files."""

import pathlib

import numpy as np

here = pathlib.Path(__file__).parent
grid = np.array([[0.1, -2.5], [3e-300, 1e300], [7.0, np.pi]])


def save(name, array, version=(1, 0)):
    with open(here / name, "wb") as file:
        np.lib.format.write_array(file, array, version=version)


save("f8.npy", grid)
save("f8_big_endian.npy", grid.astype(">f8"))
save("f8_fortran.npy", np.asfortranarray(grid))
save("f8_version2.npy", grid, (2, 0))
save("f8_version3.npy", grid, (3, 0))
save("f4.npy", np.array([0.1, -2.5, 7.0], dtype="<f4"))
save("i4_big_endian.npy", np.array([[-1, 2], [2147483647, -2147483648]], dtype=">i4"))
save("i8.npy", np.array([[-1, 2], [1 << 53, -(1 << 62)]]))
save("u1.npy", np.array([[0, 255]], dtype="u1"))
save("u8.npy", np.array([[0, (1 << 64) - 1]], dtype="u8"))
save("b1.npy", np.array([[True, False]]))
save("cube_fortran.npy", np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)))
save("c16.npy", np.array([[1 + 2j]]))
save("record.npy", np.array([(1, 2.0)], dtype=[("a", "<i4"), ("b", "<f8")]))
save("nan.npy", np.array([[0.0, 1.0], [np.nan, 2.0]]))
save("written_by_arete.npy", np.array([[0.1, -2.5, np.nan], [1.0, 0.0, -0.0]]))
