"""A problem written by dev.arete.bench.Export, and how to cut it into blocks of neighbours."""
import json
import pathlib

import numpy as np


class Problem:
    """Centres, queries, variance h and ridge dimension k of one folder."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.name = self.folder.name
        settings = json.loads((self.folder / "problem.json").read_text())
        self.h, self.k = settings["h"], settings["k"]
        self.centres = np.load(self.folder / "centres.npy")
        self.queries = np.load(self.folder / "queries.npy")

    def save(self, label, what, values):
        np.save(self.folder / f"{label}-{what}.npy", values)


def neighbour_blocks(points, size):
    """Lists of rows, each at most `size` long, cut at medians of the widest side as a k-d tree is."""
    blocks, open_blocks = [], [np.arange(len(points))]
    while open_blocks:
        rows = open_blocks.pop()
        if len(rows) <= size:
            blocks.append(rows)
            continue
        side = np.argmax(np.ptp(points[rows], axis=0))
        middle = len(rows) // 2
        order = np.argpartition(points[rows, side], middle)
        open_blocks += [rows[order[:middle]], rows[order[middle:]]]
    return blocks
