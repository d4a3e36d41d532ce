// small_shift_dD, D = 1..4: shift_partial for small dimensions.
//   computes   with r_i = exp(log(w_i / w_0) - peak): peak, sum r, sum r^2, sum r |D|^2, sum r D, near;
//              and how many tiles were looked at
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset, m.floor, m.share, m.tileBox, m.groupBox, m.order
//   out        m.partSums, m.partOffset
//   a block    4 SHIFT_ROWS rows (blockIdx.x) x one split (blockIdx.y); a warp SHIFT_ROWS rows side by side in
//              m.order (4 in float, 2 at D = 4; half as many in double), a lane two centres of each tile
//   shared     static: 7 KiB (float), 10 KiB (double) at D = 4
//   presumes   the anchor is among the centres, so that the peak is about 0
//   sums in    T over the centres of a lane (at most 128), double beyond; lanes ascending, tiles ascending
//   skips      tiles and groups of tiles whose boxes say that, over all of them, sum r (1 + |D|^2 / h) is less than
//              m.share, where the largest r is at least 1; none that could hold near
//   CPU twin   dev.arete.internal.reference.Posterior.weigh, findMean
//   source     docs/maths.md
#include "device.cuh"

#include "visit.cuh"

// log(w / w_0) that the peak may lag behind: weights that rounding alone makes larger than that of the anchor.
constexpr float LIFT = 20;

template <typename T, int D>
using SmallShiftShared = SmallShared<T, D, 3 + D, SHIFT_ROWS<T, D>>;

// No more than the largest log(w / w_0) of a centre elsewhere.
template <typename T, int D>
__device__ T relative_floor(const RowAnchor<T, D>& anchor, T absolute, T half) {
  T energy = 0;
#pragma unroll
  for (int j = 0; j < D; j++) {
    energy += T(0.25) * anchor.twice[j] * anchor.twice[j];
  }
  energy *= half;
  const T slack = MARGIN<T> * (fabs(absolute) + energy + fabs(anchor.prior));
  return ((absolute - anchor.prior) + energy) - slack;
}

template <typename T, int D>
__device__ void begin_shift(const Moments<T>& m, RowNotes<T, D>& notes, int row) {
  notes.begin(m, row);
  for (int j = 0; j < D; j++) {
    notes.about[j] = 0;
  }
  notes.plain = 1;
  notes.perSquare = (T)(1 / m.variance);
  notes.floor = relative_floor(notes.anchor, m.floor[row], m.half_precision());
  notes.left = (T)(m.share * m.split_share());
}

template <typename T, int D>
struct ShiftRow {
  RowAnchor<T, D> anchor;
  T base;          // log pi_0 + peak
  T near;          // largest log(w / w_0) - peak of a centre elsewhere, of this lane
  T value[3 + D];  // sum r, sum r^2, sum r |D|^2, then D of sum r D, in units of exp(peak)

  __device__ void begin(const RowNotes<T, D>& notes) {
    anchor = notes.anchor;
    near = -INFINITY;
    clear(0);
  }

  __device__ void clear(T peak) {
    base = anchor.prior + peak;
#pragma unroll
    for (int k = 0; k < 3 + D; k++) {
      value[k] = 0;
    }
  }

  // Makes the units larger by exp(up).
  __device__ void rescale(T up) {
    const T factor = exp(-up);
#pragma unroll
    for (int k = 0; k < 3 + D; k++) {
      value[k] *= k == 1 ? factor * factor : factor;
    }
    near -= up;
    base += up;
  }

  __device__ void add(const Moments<T>& m, const RowNotes<T, D>& notes, const CentrePair<T, D>& pair,
                      bool careful, int centres) {
    Weighed<T, D> w = Weighed<T, D>::of(pair, anchor, base, m.half_precision());
    T elsewhere[2] = {w.exponent[0], w.exponent[1]};
    if (careful) {
      w.revise(m, notes.row, pair, anchor, base, centres);
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

  // Lanes may have peaks of their own, which rounding alone makes larger than that of the anchor.
  __device__ void settle(RowNotes<T, D>& notes, LaneColumns<T, 3 + D>& columns, double* total) {
    const int lane = threadIdx.x % WARP;
    const T peak = base - anchor.prior;
    T top = notes.top;
    if (__any_sync(FULL_WARP, peak != top)) {
      top = fmax(top, warp_max(peak));
      rescale(top - peak);
    }
    const double sum = columns.sum(value);
    const double factor = exp((double)notes.top - (double)top);
    if (lane < 3 + D) {
      total[lane] = total[lane] * (lane == 1 ? factor * factor : factor) + sum;
    }
    __syncwarp(FULL_WARP);
    if (lane == 0) {
      notes.top = top;
    }
    clear(top);
  }

  __device__ void store(const Moments<T>& m, const RowNotes<T, D>& notes, const double* total) {
    const int lane = threadIdx.x % WARP;
    const T nearest = warp_max(near);
    double* sums = m.partSums + m.split_row(notes.row) * SUMS;
    if (lane == 0) {
      sums[PEAK] = notes.top;
      sums[NEAR] = (double)nearest + (double)notes.top;
      sums[VISITED] = notes.visited;
    }
    if (lane < 3) {
      sums[WEIGHT + lane] = total[lane];
    } else if (lane < 3 + D) {
      m.partOffset[m.split_row(notes.row) * D + lane - 3] = total[lane];
    }
  }
};

template <typename T, int D>
__device__ void small_shift(const Moments<T>& m, SmallShiftShared<T, D>& shared) {
  constexpr int Q = SHIFT_ROWS<T, D>;
  const int live = live_rows(m, Q);
  if (live <= 0) {
    return;
  }
  const int lane = threadIdx.x % WARP;
  const int warp = threadIdx.x / WARP;
  if (lane < Q) {
    begin_shift(m, shared.notes[warp][lane], m.row_at(small_warp() * Q + smaller(lane, live - 1)));
    for (int k = 0; k < 3 + D; k++) {
      shared.total[warp][lane][k] = 0;
    }
  }
  __syncwarp(FULL_WARP);
  ShiftRow<T, D> rows[Q];
#pragma unroll
  for (int k = 0; k < Q; k++) {
    rows[k].begin(shared.notes[warp][k]);
  }
  visit_split<T, D>(m, rows, live, shared);
#pragma unroll
  for (int k = 0; k < Q; k++) {
    rows[k].settle(shared.notes[warp][k], shared.columns, shared.total[warp][k]);
  }
  __syncwarp(FULL_WARP);
#pragma unroll
  for (int k = 0; k < Q; k++) {
    if (k < live) {
      rows[k].store(m, shared.notes[warp][k], shared.total[warp][k]);
    }
  }
}

#define SMALL_SHIFT(D, SUFFIX, T)                                                                      \
  extern "C" __global__ void __launch_bounds__(SMALL_THREADS, 3) small_shift_d##D##SUFFIX(Moments<T> m) { \
    __shared__ SmallShiftShared<T, D> shared;                                                               \
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
