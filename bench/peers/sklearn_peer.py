#!/usr/bin/env python3
"""Times scikit-learn's MeanShift from the first queries of one exported problem.

Usage: sklearn_peer.py PROBLEM LABEL --projected N

Another problem than ours: the kernel of its mean is flat. The mean shift of a flat kernel of radius r climbs the Epanechnikov
density of that radius, whose variance a coordinate is r^2/(d + 4); r is chosen to give it the variance h. It stops at
steps of 1e-3 r. Prints one line of JSON.
"""
import json

import numpy as np
import sklearn
from sklearn.cluster import MeanShift

from numpy_peer import arguments
from problem import Problem
from timing import once


def main():
    options = arguments(__doc__)
    problem = Problem(options.problem)
    y = problem.queries[: options.projected]
    radius = np.sqrt(problem.h * (y.shape[1] + 4))
    shift = MeanShift(bandwidth=radius, seeds=y, cluster_all=False, max_iter=options.limit)
    _, times = once(lambda: shift.fit(problem.centres))
    result = {"peer": f"scikit-learn {sklearn.__version__} MeanShift", "modes": times}
    result["modes_queries"], result["modes_found"] = len(y), len(shift.cluster_centers_)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
