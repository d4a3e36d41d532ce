// small_spread_dD, D = 1..4: spread_partial for small dimensions.
//   computes   sum r e e^T, and sum r e e e where m.partThird is there, e = c - m
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset, m.mean, m.reference, m.cut, m.tileBox, m.groupBox,
//              m.order
//   out        m.partSpread (lower triangle by rows), m.partThird (a >= b >= c by rows)
//   a block    4 SPREAD_ROWS rows (blockIdx.x) x one split (blockIdx.y); a warp SPREAD_ROWS rows side by side in
//              m.order (4 in float, 2 at D > 2; half as many in double), a lane two centres of each tile
//   shared     static: 18.6 KiB (float), 32.9 KiB (double) at D = 4
//   presumes   nothing
//   sums in    T over the centres of a lane (at most 128), double beyond; lanes ascending, tiles ascending
//   skips      tiles and groups of tiles whose boxes say that, over all n centres, sum r |e|^2 is less than n m.cut;
//              m.dropped bounds what that takes from C/h
//   CPU twin   dev.arete.internal.reference.Posterior.covariance
//   source     docs/maths.md
#include "device.cuh"

#include "visit.cuh"

// Different entries of a symmetric matrix and of a symmetric tensor of third order.
template <int D>
constexpr int PAIRS = D * (D + 1) / 2;

template <int D>
constexpr int TRIPLES = D * (D + 1) * (D + 2) / 6;

// K = PAIRS<D>, or with PAIRS<D> + TRIPLES<D> the third moments too. fma is named, because a product that is used twice may
// be contracted in one place and not in another, and the rows of a warp must come to the same bits.
template <typename T, int D, int K>
__device__ inline void add_centre(T r, const T (&e)[D], T (&sums)[K]) {
  int pair = 0;
  int triple = PAIRS<D>;
#pragma unroll
  for (int a = 0; a < D; a++) {
    const T first = r * e[a];
#pragma unroll
    for (int b = 0; b <= a; b++) {
      const T product = first * e[b];
      sums[pair] = fma(first, e[b], sums[pair]);
      pair++;
      if constexpr (K > PAIRS<D>) {
#pragma unroll
        for (int c = 0; c <= b; c++) {
          sums[triple] = fma(product, e[c], sums[triple]);
          triple++;
        }
      }
    }
  }
}

template <typename T, int D>
__device__ void begin_spread(const Moments<T>& m, RowNotes<T, D>& notes, int row) {
  notes.begin(m, row);
  notes.reference = m.reference[row];
  notes.careful = notes.reference != 0;
  for (int j = 0; j < D; j++) {
    notes.about[j] = m.mean[row * (long long)D + j];
  }
  notes.plain = 0;
  notes.perSquare = 1;
  notes.floor = INFINITY;
  notes.left = (T)((double)m.cut[row] * m.total * m.split_share());
}

template <typename T, int D, int K>
struct SpreadRow {
  RowAnchor<T, D> anchor;
  T mean[D];
  T value[K];

  __device__ void begin(const RowNotes<T, D>& notes) {
    anchor = notes.anchor;
#pragma unroll
    for (int j = 0; j < D; j++) {
      mean[j] = notes.about[j];
    }
    clear();
  }

  __device__ void clear() {
#pragma unroll
    for (int k = 0; k < K; k++) {
      value[k] = 0;
    }
  }

  __device__ void add(const Moments<T>& m, const RowNotes<T, D>& notes, const CentrePair<T, D>& pair,
                      int tile, bool careful) {
    Weighed<T, D> w = Weighed<T, D>::of(pair, anchor, m.half_precision());
    if (careful) {
      w.revise(m, pair, anchor, notes.exactly, tile);
#pragma unroll
      for (int i = 0; i < 2; i++) {
        const bool none = notes.reference < 0 && w.square(i) == 0;  // adds nothing that counts
        w.exponent[i] = none ? T(-INFINITY) : w.exponent[i] - notes.reference;
      }
    }
#pragma unroll
    for (int i = 0; i < 2; i++) {
      const T r = pair_exp(w.exponent[i]);
      T e[D];
#pragma unroll
      for (int j = 0; j < D; j++) {
        e[j] = w.delta[i][j] - mean[j];
      }
      if (Word<T>::HAS_LOW || r > 0) {
        add_centre<T, D, K>(r, e, value);
      }
    }
  }

  __device__ void settle(RowNotes<T, D>&, LaneColumns<T, K>& columns, double* total) {
    const double sum = columns.sum(value);
    if (threadIdx.x % WARP < K) {
      total[threadIdx.x % WARP] += sum;
    }
    clear();
  }

  __device__ static void store(const Moments<T>& m, const RowNotes<T, D>& notes, const double* total) {
    const int lane = threadIdx.x % WARP;
    const long long out = m.split_row(notes.row);
    if (lane < PAIRS<D>) {
      m.partSpread[out * PAIRS<D> + lane] = total[lane];
    } else if (lane < K) {
      m.partThird[out * TRIPLES<D> + lane - PAIRS<D>] = total[lane];
    }
  }
};

template <typename T, int D, int K>
using SmallSpreadShared = SmallShared<T, D, K, SPREAD_ROWS<T, D>>;

template <typename T, int D, int K>
__device__ void small_spread(const Moments<T>& m, SmallSpreadShared<T, D, K>& shared) {
  constexpr int Q = SPREAD_ROWS<T, D>;
  const int live = live_rows(m, Q);
  if (live <= 0) {
    return;
  }
  const int lane = threadIdx.x % WARP;
  const int warp = threadIdx.x / WARP;
  if (lane < Q) {
    begin_spread(m, shared.notes[warp][lane], m.row_at(small_warp() * Q + smaller(lane, live - 1)));
    for (int k = 0; k < K; k++) {
      shared.total[warp][lane][k] = 0;
    }
  }
  __syncwarp(FULL_WARP);
  SpreadRow<T, D, K> rows[Q];
#pragma unroll
  for (int k = 0; k < Q; k++) {
    rows[k].begin(shared.notes[warp][k]);
  }
  visit_split<T, D>(m, rows, live, shared);
#pragma unroll
  for (int k = 0; k < Q; k++) {
    rows[k].settle(shared.notes[warp][k], shared.columns, shared.total[warp][k]);
    if (k < live) {
      rows[k].store(m, shared.notes[warp][k], shared.total[warp][k]);
    }
  }
}

template <typename T, int D>
union SmallSpreadUnion {
  SmallSpreadShared<T, D, PAIRS<D>> two;
  SmallSpreadShared<T, D, PAIRS<D> + TRIPLES<D>> three;
};

template <typename T, int D>
__device__ void small_spread(const Moments<T>& m, SmallSpreadUnion<T, D>& shared) {
  if (m.partThird != nullptr) {
    small_spread<T, D, PAIRS<D> + TRIPLES<D>>(m, shared.three);
  } else {
    small_spread<T, D, PAIRS<D>>(m, shared.two);
  }
}

#define SMALL_SPREAD(D, SUFFIX, T)                                                                      \
  extern "C" __global__ void __launch_bounds__(SMALL_THREADS, D < 4 ? 3 : 2) small_spread_d##D##SUFFIX( \
      Moments<T> m) { \
    __shared__ SmallSpreadUnion<T, D> shared;                                                                \
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
