// small_shift_dD, D = 1..4: shift_partial for small dimensions.
//   computes   with r_i = exp(log(w_i / w_0) - peak): peak, sum r, sum r^2, sum r |D|^2, sum r D, near;
//              and how many tiles were looked at
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset, m.floor, m.tileBox, m.groupBox, m.order
//   out        m.partSums, m.partOffset
//   a block    16 rows (float) or 8 (double) (blockIdx.x) x one split (blockIdx.y); a warp 4 or 2 rows side by
//              side in m.order, a lane two centres of each tile
//   shared     static: 3.5 KiB (float), 7 KiB (double) at D = 4
//   presumes   the anchor is among the centres, so that the peak is about 0
//   sums in    T over the centres of a lane (at most 128), double beyond; lanes ascending, tiles ascending
//   skips      tiles and groups of tiles whose boxes say that, over all of them, sum r (1 + |D|^2 / h) is less than
//              roundoff / 8, where the largest r is at least 1; none that could hold near
//   CPU twin   dev.arete.internal.reference.Posterior.weigh, findMean
//   source     docs/maths.md
#include "device.cuh"

#include "visit.cuh"

// log(w / w_0) that the peak may lag behind: weights that rounding alone makes larger than that of the anchor.
constexpr float LIFT = 20;

template <typename T, int D>
struct ShiftRow {
  RowAnchor<T, D> anchor;
  int row;
  T base;          // log pi_0 + peak
  T peak;          // what the sums of this lane are in units of, as a logarithm
  T near;          // largest log(w / w_0) - peak of a centre elsewhere, of this lane
  T value[3 + D];  // sum r, sum r^2, sum r |D|^2, then D of sum r D
  T floor;         // no more than near will be in the end
  T left;          // what may still be left out
  T totalPeak;
  double total;    // lane k: sum k in units of exp(totalPeak)
  int waiting;     // tiles whose sums are still with the lanes
  int visited;

  __device__ void start(const Moments<T>& m, int index) {
    row = index;
    anchor = RowAnchor<T, D>::load(m, row);
    T energy = 0;
#pragma unroll
    for (int j = 0; j < D; j++) {
      energy += T(0.25) * anchor.twice[j] * anchor.twice[j];
    }
    energy *= m.half_precision();
    const T absolute = m.floor[row];
    const T slack = MARGIN<T> * (fabs(absolute) + energy + fabs(anchor.prior));
    floor = ((absolute - anchor.prior) + energy) - slack;
    left = (T)(Word<T>::ROUNDOFF / 8 * m.split_share());
    total = 0;
    totalPeak = 0;
    visited = 0;
    near = -INFINITY;
    clear(0);
  }

  __device__ void clear(T newPeak) {
    peak = newPeak;
    base = anchor.prior + newPeak;
    waiting = 0;
#pragma unroll
    for (int k = 0; k < 3 + D; k++) {
      value[k] = 0;
    }
  }

  __device__ unsigned keep(
      const Moments<T>& m, const Box<T, D>& box, bool there, int centres, bool& careful) {
    const T about[D] = {};
    const T variance = (T)m.variance;
    const Reach<T> reach =
        reach_of(box, anchor, anchor.prior, about, m.half_precision(), variance);
    const T mass = SPARE * centres * exp(reach.exponent) * (1 + reach.square / variance);
    careful = reach.careful;
    return keep_boxes(there, reach.exponent < floor, mass, left);
  }

  template <typename Shared>
  __device__ void expect(int tiles, Shared& shared) {
    if (waiting + tiles > SETTLE_TILES) {
      settle(shared);
    }
    waiting += tiles;
    visited += tiles;
  }

  // Sums in units that are larger by exp(up).
  __device__ void rescale(T up) {
    const T factor = exp(-up);
#pragma unroll
    for (int k = 0; k < 3 + D; k++) {
      value[k] *= k == 1 ? factor * factor : factor;
    }
    near -= up;
    peak += up;
    base = anchor.prior + peak;
  }

  __device__ void add(
      const Moments<T>& m, const CentrePair<T, D>& pair, bool careful, int centres) {
    Weighed<T, D> w = Weighed<T, D>::of(pair, anchor, base, m.half_precision());
    T elsewhere[2] = {w.exponent[0], w.exponent[1]};
    if (careful) {
      w.revise(m, row, pair, anchor, base, centres);
      elsewhere[0] = w.square(0) > 0 ? w.exponent[0] : T(-INFINITY);
      elsewhere[1] = w.square(1) > 0 ? w.exponent[1] : T(-INFINITY);
    }
    near = fmax(near, fmax(elsewhere[0], elsewhere[1]));
    if (near > LIFT) {
      w.exponent[0] -= near;
      w.exponent[1] -= near;
      rescale(near);
    }
#pragma unroll
    for (int i = 0; i < 2; i++) {
      const T r = pair_exp(w.exponent[i]);
      value[0] += r;
      value[1] += r * r;
      value[2] += weighted(r, w.square(i));
#pragma unroll
      for (int j = 0; j < D; j++) {
        value[3 + j] += weighted(r, w.delta[i][j]);
      }
    }
  }

  template <typename Shared>
  __device__ void settle(Shared& shared) {
    T top = totalPeak;
    if (__any_sync(FULL_WARP, peak > top)) {
      top = warp_max(peak);
    }
    if (__any_sync(FULL_WARP, peak < top)) {
      rescale(top - peak);
    }
    const double factor = exp((double)totalPeak - (double)top);
    total *= threadIdx.x % WARP == 1 ? factor * factor : factor;
    total += shared.sum(value);
    totalPeak = top;
    clear(top);
  }

  template <typename Shared>
  __device__ void store(const Moments<T>& m, Shared& shared) {
    const int lane = threadIdx.x % WARP;
    settle(shared);
    const T nearest = warp_max(near);
    double* sums = m.partSums + m.split_row(row) * SUMS;
    if (lane == 0) {
      sums[PEAK] = totalPeak;
      sums[NEAR] = (double)nearest + (double)totalPeak;
      sums[VISITED] = visited;
    }
    if (lane < 3) {
      sums[WEIGHT + lane] = total;
    } else if (lane < 3 + D) {
      m.partOffset[m.split_row(row) * D + lane - 3] = total;
    }
  }
};

template <typename T, int D>
__device__ void small_shift(const Moments<T>& m, LaneColumns<T, 3 + D>& shared) {
  constexpr int Q = SHIFT_ROWS<T>;
  const long long first = small_warp() * Q;
  const int count = *m.rowCount;
  if (first >= count) {
    return;
  }
  const int live = smaller(Q, (int)(count - first));
  ShiftRow<T, D> rows[Q];
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

#define SMALL_SHIFT(D, SUFFIX, T)                                                                      \
  extern "C" __global__ void __launch_bounds__(SMALL_THREADS, 3) small_shift_d##D##SUFFIX(Moments<T> m) { \
    __shared__ LaneColumns<T, 3 + D> shared;                                                           \
    small_shift<T, D>(m, shared);                                                                      \
  }

SMALL_SHIFT(1, _f32, float)
SMALL_SHIFT(2, _f32, float)
SMALL_SHIFT(3, _f32, float)
SMALL_SHIFT(4, _f32, float)
SMALL_SHIFT(1, _f64, double)
SMALL_SHIFT(2, _f64, double)
SMALL_SHIFT(3, _f64, double)
SMALL_SHIFT(4, _f64, double)
