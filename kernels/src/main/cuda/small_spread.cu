// small_spread_dD, D = 1..4: spread_partial for small dimensions; no centre is left out.
//   computes   sum r e e^T, and sum r e e e where m.partThird is there, e = c - m
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset, m.mean, m.reference
//   out        m.partSpread (lower triangle by rows), m.partThird (a >= b >= c by rows)
//   a block    4 rows (blockIdx.x) x one split (blockIdx.y); a warp one row, a lane every 32nd
//              centre
//   shared     static: 15.5 KiB (float), 31 KiB (double) at D = 4
//   presumes   nothing
//   sums in    T over the centres of a lane (at most 128), double over lanes, ascending
//   CPU twin   dev.arete.internal.reference.Posterior.covariance
//   source     docs/maths.md
#include "device.cuh"

#include "small.cuh"

// Different entries of a symmetric matrix and of a symmetric tensor of third order.
template <int D>
constexpr int PAIRS = D * (D + 1) / 2;

template <int D>
constexpr int TRIPLES = D * (D + 1) * (D + 2) / 6;

template <typename T, int D, int K>
__device__ void add_centre(T r, const T (&e)[D], T (&sums)[K]) {
  int entry = 0;
#pragma unroll
  for (int a = 0; a < D; a++) {
#pragma unroll
    for (int b = 0; b <= a; b++) {
      sums[entry++] += r * e[a] * e[b];
    }
  }
  if constexpr (K > PAIRS<D>) {
#pragma unroll
    for (int a = 0; a < D; a++) {
#pragma unroll
      for (int b = 0; b <= a; b++) {
#pragma unroll
        for (int c = 0; c <= b; c++) {
          sums[entry++] += r * e[a] * e[b] * e[c];
        }
      }
    }
  }
}

// K = PAIRS<D>, or with PAIRS<D> + TRIPLES<D> the third moments too.
template <typename T, int D, int K>
__device__ void small_spread(const Moments<T>& m, LaneColumns<T, K>& shared) {
  const long long row = small_row();
  if (row >= *m.rowCount) {
    return;
  }
  const int lane = threadIdx.x % WARP;
  const int end = m.split_end();
  const RowAnchor<T, D> anchor = RowAnchor<T, D>::load(m, row);
  const T reference = m.reference[row];
  T mean[D];
#pragma unroll
  for (int j = 0; j < D; j++) {
    mean[j] = m.mean[row * D + j];
  }
  T sums[K] = {};
  for (int i = m.split_begin() + lane; i < end; i += WARP) {
    T e[D];
    T square;
    const T exponent = anchor.exponent(m, row, i, e, square);
#pragma unroll
    for (int j = 0; j < D; j++) {
      e[j] -= mean[j];
    }
    const T r = spread_weight(exponent, reference, square == 0);
    if (r > 0) {
      add_centre<T, D, K>(r, e, sums);
    }
  }
  const double total = shared.sum(sums);
  if (lane < PAIRS<D>) {
    m.partSpread[m.split_row(row) * PAIRS<D> + lane] = total;
  } else if (lane < K) {
    m.partThird[m.split_row(row) * TRIPLES<D> + lane - PAIRS<D>] = total;
  }
}

template <typename T, int D>
union SpreadColumns {
  LaneColumns<T, PAIRS<D>> two;
  LaneColumns<T, PAIRS<D> + TRIPLES<D>> three;
};

template <typename T, int D>
__device__ void small_spread(const Moments<T>& m, SpreadColumns<T, D>& shared) {
  if (m.partThird != nullptr) {
    small_spread<T, D, PAIRS<D> + TRIPLES<D>>(m, shared.three);
  } else {
    small_spread<T, D, PAIRS<D>>(m, shared.two);
  }
}

#define SMALL_SPREAD(D, SUFFIX, T)                                                                      \
  extern "C" __global__ void __launch_bounds__(SMALL_THREADS, 4) small_spread_d##D##SUFFIX(Moments<T> m) { \
    __shared__ SpreadColumns<T, D> shared;                                                              \
    small_spread<T, D>(m, shared);                                                                      \
  }

SMALL_SPREAD(1, _f32, float)
SMALL_SPREAD(2, _f32, float)
SMALL_SPREAD(3, _f32, float)
SMALL_SPREAD(4, _f32, float)
SMALL_SPREAD(1, _f64, double)
SMALL_SPREAD(2, _f64, double)
SMALL_SPREAD(3, _f64, double)
SMALL_SPREAD(4, _f64, double)
