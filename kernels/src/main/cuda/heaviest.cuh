// The heaviest centre of a split, as anchor_merge reads it.
#pragma once
#include "moments.cuh"

template <typename T>
__device__ inline void keep_better(T& best, int& at, T candidate, int index) {
  if (candidate > best || (candidate == best && index < at)) {
    best = candidate;
    at = index;
  }
}

// The first of `sharers` threads has the exponent, all copy the centre.
template <typename T>
__device__ void store_anchor(const Moments<T>& m, long long row, T best, int at, int sharer, int sharers) {
  const long long out = m.split_row(row);
  if (sharer == 0) {
    m.partExponent[out] = best;
    m.partPrior[out] = m.prior_of(at);
  }
  for (long long j = sharer; j < m.dimension; j += sharers) {
    m.partHigh[out * m.dimension + j] = m.centreHigh[at * m.dimension + j];
    if (Word<T>::HAS_LOW) {
      m.partLow[out * m.dimension + j] = m.centreLow[at * m.dimension + j];
    }
  }
}
