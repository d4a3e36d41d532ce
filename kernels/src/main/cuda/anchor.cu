// anchor_partial: the heaviest centre of each row within one split of the data.
//   computes   argmax_i log pi_i - |c_i - y|^2 / (2h) over the centres of the split
//   in         m.centre*, m.prior, m.y*
//   out        m.partExponent, m.partHigh, m.partLow, m.partPrior
//   a block    16 rows (blockIdx.x) x one split (blockIdx.y), 128 threads; a warp has 4 rows, a
//              lane one centre of each tile of 32
//   shared     static: 12.3 KiB (float), 12.6 KiB (double)
//   presumes   every split has a centre
//   sums in    T, ascending coordinate; ties go to the lowest index
//   CPU twin   dev.arete.internal.reference.Posterior.heaviest
//   source     docs/maths.md
//
// anchor_merge: the best of the splits of each row, ties to the first split.
//   out        m.anchorHigh, m.anchorLow, m.twiceOffset, m.anchorPrior
//   a thread   one coordinate of one row
#include "device.cuh"

#include "tile.cuh"

template <typename T>
struct AnchorShared {
  CentreTile<T> centres;
  PairTile<T> y;
};

template <typename T>
__device__ void keep_better(T& best, int& at, T candidate, int index) {
  if (candidate > best || (candidate == best && index < at)) {
    best = candidate;
    at = index;
  }
}

template <typename T>
__device__ void add_squares(const AnchorShared<T>& shared, int lane, int slot, int width, T* square) {
  for (int j = 0; j < width; j++) {
    const T high = shared.centres.high[lane][j];
    const T low = shared.centres.low_of(lane, j);
#pragma unroll
    for (int k = 0; k < WARP_QUERIES; k++) {
      const T delta = difference(high, low, shared.y.high[slot + k][j], shared.y.low_of(slot + k, j));
      square[k] += delta * delta;
    }
  }
}

// Lane 0 has the exponent, all lanes copy the centre.
template <typename T>
__device__ void store_anchor(const Moments<T>& m, long long row, int lane, T best, int at) {
  const long long out = m.split_row(row);
  if (lane == 0) {
    m.partExponent[out] = best;
    m.partPrior[out] = m.prior_of(at);
  }
  for (long long j = lane; j < m.dimension; j += WARP) {
    m.partHigh[out * m.dimension + j] = m.centreHigh[at * m.dimension + j];
    if (Word<T>::HAS_LOW) {
      m.partLow[out * m.dimension + j] = m.centreLow[at * m.dimension + j];
    }
  }
}

template <typename T>
__device__ void anchor_partial(const Moments<T>& m, AnchorShared<T>& shared) {
  const int d = (int)m.dimension;
  const int rows = *m.rowCount;
  const int lane = threadIdx.x % WARP;
  const int slot = threadIdx.x / WARP * WARP_QUERIES;  // this warp's first row in the block
  const int firstRow = blockIdx.x * BLOCK_QUERIES;
  const int begin = m.split_begin();
  const int end = firstRow < rows ? m.split_end() : begin;
  T best[WARP_QUERIES];
  int at[WARP_QUERIES];
#pragma unroll
  for (int k = 0; k < WARP_QUERIES; k++) {
    best[k] = -INFINITY;
    at[k] = begin;
  }
  for (int first = begin; first < end; first += TILE) {
    T square[WARP_QUERIES] = {};
    for (int j0 = 0; j0 < d; j0 += CHUNK) {
      __syncthreads();
      shared.centres.stage(m, first, end, j0);
      shared.y.stage(m.yHigh, m.yLow, firstRow, rows, d, j0);
      __syncthreads();
      add_squares(shared, lane, slot, smaller(CHUNK, d - j0), square);
    }
    if (first + lane < end) {
      const T prior = m.prior_of(first + lane);
#pragma unroll
      for (int k = 0; k < WARP_QUERIES; k++) {
        keep_better(best[k], at[k], prior - m.half_precision() * square[k], first + lane);
      }
    }
  }
#pragma unroll
  for (int k = 0; k < WARP_QUERIES; k++) {
    for (int offset = WARP / 2; offset > 0; offset /= 2) {
      const T other = __shfl_xor_sync(FULL_WARP, best[k], offset);
      const int index = __shfl_xor_sync(FULL_WARP, at[k], offset);
      keep_better(best[k], at[k], other, index);
    }
    if (firstRow + slot + k < rows) {
      store_anchor(m, firstRow + slot + k, lane, best[k], at[k]);
    }
  }
}

template <typename T>
__device__ void anchor_merge(const Moments<T>& m) {
  const long long t = global_thread();
  if (t >= *m.rowCount * m.dimension) {
    return;
  }
  const long long row = t / m.dimension;
  const long long j = t % m.dimension;
  long long best = row * m.splits;
  for (long long s = best + 1; s < (row + 1) * m.splits; s++) {
    if (m.partExponent[s] > m.partExponent[best]) {
      best = s;
    }
  }
  const T high = m.partHigh[best * m.dimension + j];
  const T low = low_word(m.partLow, best * m.dimension + j);
  m.anchorHigh[t] = high;
  if (Word<T>::HAS_LOW) {
    m.anchorLow[t] = low;
  }
  m.twiceOffset[t] = 2 * difference(high, low, m.yHigh[t], low_word(m.yLow, t));
  if (j == 0) {
    m.anchorPrior[row] = m.partPrior[best];
  }
}

extern "C" __global__ void __launch_bounds__(PASS_THREADS, 3) anchor_partial_f32(Moments<float> m) {
  __shared__ AnchorShared<float> shared;
  anchor_partial(m, shared);
}

extern "C" __global__ void __launch_bounds__(PASS_THREADS, 3) anchor_partial_f64(Moments<double> m) {
  __shared__ AnchorShared<double> shared;
  anchor_partial(m, shared);
}

extern "C" __global__ void anchor_merge_f32(Moments<float> m) { anchor_merge(m); }

extern "C" __global__ void anchor_merge_f64(Moments<double> m) { anchor_merge(m); }
