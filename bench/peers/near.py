"""Sums over the centres near a block of queries, for low dimensions."""
import numpy as np

from problem import neighbour_blocks

LOGARITHM = 37.0  # exp(-37) = 1e-16
TILE = 512
SAMPLE = 16


class Near:
    """Centres in tiles of neighbours; tiles too far from a block to carry weight are skipped.

    The exponent -|x - y|^2/(2h) + s(y) is one matrix product of (y/h, 1, s - |y|^2/(2h)) with (x, -|x|^2/(2h), 1). The
    shift s is the least energy among every sixteenth centre, which the least energy of all cannot exceed.
    """

    def __init__(self, peer):
        self.peer = peer
        self.order = np.concatenate(neighbour_blocks(peer.c, TILE))
        c = peer.c[self.order]
        self.right = np.hstack([c, -peer.squares[self.order, None], np.ones((peer.n, 1))])
        self.starts = np.arange(0, peer.n, TILE)
        self.least = np.minimum.reduceat(c, self.starts)
        self.most = np.maximum.reduceat(c, self.starts)
        self.sample = np.ascontiguousarray(self.right[::SAMPLE])
        self.ordered = {id(f): f[self.order] for f in (peer.linear, peer.features)}

    def left(self, y):
        """The left factor, and how far centres of the block may be that carry weight."""
        h = self.peer.h
        squares = 0.5 / h * np.einsum("ij,ij->i", y, y)
        left = np.hstack([y / h, np.ones((len(y), 1)), -squares[:, None]])
        shift = -(left @ self.sample.T).max(axis=1)
        left[:, -1] += shift
        return left, np.sqrt(2 * h * (LOGARITHM + max(0.0, shift.max())))

    def tiles(self, y, reach):
        """Which tiles have a corner or side within reach of the box around the queries."""
        away = np.maximum(self.least - y.max(axis=0), y.min(axis=0) - self.most)
        np.maximum(away, 0, out=away)
        return np.flatnonzero(np.einsum("ij,ij->i", away, away) <= reach * reach)

    def sums(self, y, features):
        left, reach = self.left(y)
        rows = self.ordered[id(features)]
        total = np.zeros((len(y), rows.shape[1]))
        for run in runs(self.tiles(y, reach)):
            part = slice(run[0] * TILE, (run[-1] + 1) * TILE)
            weights = self.peer.exp_product(left, self.right[part])
            total += self.peer.product(weights, rows[part])
        return total


def runs(tiles, longest=4):
    """Tiles in runs of consecutive ones, short enough for their weights to stay in the cache."""
    if len(tiles) == 0:
        return []
    breaks = np.flatnonzero(np.diff(tiles) > 1) + 1
    pieces = np.split(tiles, breaks)
    return [piece[i : i + longest] for piece in pieces for i in range(0, len(piece), longest)]
