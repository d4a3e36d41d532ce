// anchor_partial: the heaviest centre of each row within one split of the data.
//   computes   argmax_i log pi_i - |c_i - y|^2 / (2h) over the centres of the split, from the high words: whoever is
//              found, sums are right about him, and he is the heaviest but for what rounding confuses
//   in         m.centreHigh, m.prior, m.yHigh
//   out        m.partExponent, m.partHigh, m.partLow, m.partPrior
//   a block    32 rows (blockIdx.x) x one split (blockIdx.y), 128 threads; a thread 4 x 4 pairs of rows and centres
//              of each tile of 64
//   shared     static: 13 KiB (float), 12.5 KiB (double)
//   leaves out rows that anchor_screened does
//   presumes   every split has a centre
//   sums in    T, ascending coordinate; ties go to the lowest index
//   CPU twin   dev.arete.internal.reference.Posterior.heaviest
//   source     docs/maths.md
//
// anchor_merge: the best of the splits of each row, ties to the first split.
//   out        m.anchorHigh, m.anchorLow, m.twiceOffset, m.anchorPrior
//   a thread   one coordinate of one row
#include "device.cuh"

#include "heaviest.cuh"
#include "pairs.cuh"

template <typename T>
struct AnchorShared {
  CentreBlock<T> centres;
  RowBlock<T> y;
};

template <typename T>
__device__ void stage_heads(const Moments<T>& m, AnchorShared<T>& shared, int first, int end, int firstRow,
                            int rows, int j0) {
  const int d = (int)m.dimension;
  __syncthreads();
  shared.centres.stage(m.centreHigh, first, end, d, j0);
  if (d > DEPTH<T> || first == m.split_begin()) {  // else the only chunk of the rows is still there
    shared.y.stage(firstRow, rows, d, j0, [&](long long at) { return m.yHigh[at]; });
  }
  __syncthreads();
}

template <typename T>
__device__ void add_squares(const AnchorShared<T>& shared, int width, T (&square)[OWN][OWN]) {
#pragma unroll 1
  for (int j4 = 0; j4 < width; j4 += OWN) {
#pragma unroll
    for (int j = j4; j < j4 + OWN; j++) {
      T y[OWN];
      T centre[OWN];
      shared.y.own(j, y);
      shared.centres.of(sharer(), j, centre);
#pragma unroll
      for (int k = 0; k < OWN; k++) {
#pragma unroll
        for (int u = 0; u < OWN; u++) {
          const T delta = centre[u] - y[k];
          square[k][u] = fma(delta, delta, square[k][u]);
        }
      }
    }
  }
}

template <typename T>
__device__ void keep_heaviest(const Moments<T>& m, const T (&square)[OWN][OWN], int first, int end,
                              T (&best)[OWN], int (&at)[OWN]) {
#pragma unroll
  for (int u = 0; u < OWN; u++) {
    const int i = first + u * SHARERS + sharer();
    if (i < end) {
      const T prior = m.prior_of(i);
#pragma unroll
      for (int k = 0; k < OWN; k++) {
        keep_better(best[k], at[k], prior - m.half_precision() * square[k][u], i);
      }
    }
  }
}

template <typename T>
__device__ void anchor_partial(const Moments<T>& m, AnchorShared<T>& shared) {
  const int d = (int)m.dimension;
  const int rows = *m.rowCount;
  const int firstRow = blockIdx.x * PAIR_ROWS;
  const int begin = m.split_begin();
  const int end = has_rows_for_blocks(m, rows) ? m.split_end() : begin;
  T best[OWN];
  int at[OWN];
#pragma unroll
  for (int k = 0; k < OWN; k++) {
    best[k] = -INFINITY;
    at[k] = begin;
  }
  for (int first = begin; first < end; first += PAIR_CENTRES) {
    T square[OWN][OWN] = {};
    for (int j0 = 0; j0 < d; j0 += DEPTH<T>) {
      stage_heads(m, shared, first, end, firstRow, rows, j0);
      add_squares(shared, chunk_width<T>(d, j0), square);
    }
    keep_heaviest(m, square, first, end, best, at);
  }
#pragma unroll
  for (int k = 0; k < OWN; k++) {
    for (int offset = SHARERS / 2; offset > 0; offset /= 2) {
      const T other = __shfl_xor_sync(FULL_WARP, best[k], offset);
      const int index = __shfl_xor_sync(FULL_WARP, at[k], offset);
      keep_better(best[k], at[k], other, index);
    }
    const int row = firstRow + own_row() + k;
    if (is_for_blocks(m, row, rows)) {
      store_anchor(m, row, best[k], at[k], sharer(), SHARERS);
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

extern "C" __global__ void __launch_bounds__(PAIR_THREADS, 3) anchor_partial_f32(Moments<float> m) {
  __shared__ AnchorShared<float> shared;
  anchor_partial(m, shared);
}

extern "C" __global__ void __launch_bounds__(PAIR_THREADS, 3) anchor_partial_f64(Moments<double> m) {
  __shared__ AnchorShared<double> shared;
  anchor_partial(m, shared);
}

extern "C" __global__ void anchor_merge_f32(Moments<float> m) { anchor_merge(m); }

extern "C" __global__ void anchor_merge_f64(Moments<double> m) { anchor_merge(m); }
