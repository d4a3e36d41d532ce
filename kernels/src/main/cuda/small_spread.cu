// small_spread_dD, D = 1..4: spread_partial for small dimensions.
//   computes   sum r e e^T, and sum r e e e where m.partThird is there, e = c - m
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset, m.mean, m.reference, m.cut, m.tileBox, m.groupBox,
//              m.order
//   out        m.partSpread (lower triangle by rows), m.partThird (a >= b >= c by rows)
//   a block    8 rows (float) or 4 (double) (blockIdx.x) x one split (blockIdx.y); a warp 2 rows side by side in
//              m.order or 1, a lane two centres of each tile
//   shared     static: 15.5 KiB (float), 31 KiB (double) at D = 4
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

// K = PAIRS<D>, or with PAIRS<D> + TRIPLES<D> the third moments too.
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
      sums[pair++] += product;
      if constexpr (K > PAIRS<D>) {
#pragma unroll
        for (int c = 0; c <= b; c++) {
          sums[triple++] += product * e[c];
        }
      }
    }
  }
}

template <typename T, int D, int K>
struct SpreadRow {
  RowAnchor<T, D> anchor;
  int row;
  bool lonely;   // centres where the anchor is do not count
  T base;        // log pi_0 + m.reference
  T mean[D];
  T value[K];
  T left;        // what may still be left out
  double total;  // lane k: sum k
  int waiting;   // tiles whose sums are still with the lanes

  __device__ void start(const Moments<T>& m, int index) {
    row = index;
    anchor = RowAnchor<T, D>::load(m, row);
    base = anchor.prior + m.reference[row];
    lonely = m.reference[row] < 0;
#pragma unroll
    for (int j = 0; j < D; j++) {
      mean[j] = m.mean[row * (long long)D + j];
    }
    left = (T)((double)m.cut[row] * m.total * m.split_share());
    total = 0;
    clear();
  }

  __device__ void clear() {
    waiting = 0;
#pragma unroll
    for (int k = 0; k < K; k++) {
      value[k] = 0;
    }
  }

  __device__ unsigned keep(
      const Moments<T>& m, const Box<T, D>& box, bool there, int centres, bool& careful) {
    const Reach<T> reach =
        reach_of(box, anchor, base, mean, m.half_precision(), (T)m.variance);
    careful = reach.careful;
    return keep_boxes(there, true, SPARE * centres * exp(reach.exponent) * reach.square, left);
  }

  template <typename Shared>
  __device__ void expect(int tiles, Shared& shared) {
    if (waiting + tiles > SETTLE_TILES) {
      total += shared.sum(value);
      clear();
    }
    waiting += tiles;
  }

  __device__ void add(
      const Moments<T>& m, const CentrePair<T, D>& pair, bool careful, int centres) {
    Weighed<T, D> w = Weighed<T, D>::of(pair, anchor, base, m.half_precision());
    if (careful) {
      w.revise(m, row, pair, anchor, base, centres);
#pragma unroll
      for (int i = 0; i < 2; i++) {
        w.exponent[i] = lonely && w.square(i) == 0 ? T(-INFINITY) : w.exponent[i];
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

  template <typename Shared>
  __device__ void store(const Moments<T>& m, Shared& shared) {
    const int lane = threadIdx.x % WARP;
    total += shared.sum(value);
    if (lane < PAIRS<D>) {
      m.partSpread[m.split_row(row) * PAIRS<D> + lane] = total;
    } else if (lane < K) {
      m.partThird[m.split_row(row) * TRIPLES<D> + lane - PAIRS<D>] = total;
    }
  }
};

template <typename T, int D, int K>
__device__ void small_spread(const Moments<T>& m, LaneColumns<T, K>& shared) {
  constexpr int Q = SPREAD_ROWS<T>;
  const long long first = small_warp() * Q;
  const int count = *m.rowCount;
  if (first >= count) {
    return;
  }
  const int live = smaller(Q, (int)(count - first));
  SpreadRow<T, D, K> rows[Q];
#pragma unroll
  for (int k = 0; k < Q; k++) {
    rows[k].start(m, m.row_at(first + smaller(k, live - 1)));
  }
  visit_split<T, D, Q>(m, rows, live, shared);
#pragma unroll
  for (int k = 0; k < Q; k++) {
    if (k < live) {
      rows[k].store(m, shared);
    }
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
  extern "C" __global__ void __launch_bounds__(SMALL_THREADS, 3) small_spread_d##D##SUFFIX(Moments<T> m) { \
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
