#!/usr/bin/env python3
"""The same as numpy_peer.py with exponentials, matrix products and eigensystems by PyTorch. Same usage.

PyTorch runs on one thread per block of queries, for the reason numpy_peer.py gives. Arrays are shared, not copied.
"""
import torch

from numpy_peer import Peer, duel


class TorchPeer(Peer):
    name = "PyTorch " + torch.__version__

    def __init__(self, problem, threads):
        torch.set_num_threads(1)
        super().__init__(problem, threads)
        self.tensor = torch.from_numpy(self.c)
        self.tensor_squares = torch.from_numpy(self.squares)

    def exp_product(self, a, b):
        return (torch.from_numpy(a) @ torch.from_numpy(b).T).exp_().numpy()

    def softmax(self, y):
        logs = (torch.from_numpy(y) / self.h) @ self.tensor.T
        logs -= self.tensor_squares
        logs -= logs.max(dim=1, keepdim=True).values
        return logs.exp_().numpy()

    def product(self, a, b):
        return (torch.from_numpy(a) @ torch.from_numpy(b)).numpy()

    def eigh(self, matrices):
        values, vectors = torch.linalg.eigh(torch.from_numpy(matrices))
        return values.numpy(), vectors.numpy()


if __name__ == "__main__":
    duel(TorchPeer, __doc__)
