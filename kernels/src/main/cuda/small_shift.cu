// small_shift_dD, D = 1..4: shift_partial for small dimensions.
//   computes   with r_i = exp(log(w_i / w_0) - peak): peak, sum r, sum r^2, sum r |D|^2, sum r D, near;
//              and how many tiles were looked at
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset, m.floor, m.share, m.tileBox, m.groupBox, m.order
//   out        m.partSums, m.partOffset
//   a block    4 SHIFT_ROWS rows (blockIdx.x) x one split (blockIdx.y); a warp SHIFT_ROWS rows side by side in
//              m.order (4 in float, 2 at D = 4; half as many in double), a lane two centres of each tile
//   shared     static: 6.3 KiB (float), 9 KiB (double) at D = 3, less at others
//   presumes   the anchor is among the centres, so that the peak is about 0
//   sums in    T over the centres of a lane (at most 128), double beyond; lanes ascending, tiles ascending
//   skips      tiles and groups of tiles whose boxes say that, over all of them, sum r (1 + |D|^2 / h) is less than
//              m.share, where the largest r is at least 1; none that could hold near
//   CPU twin   dev.arete.internal.reference.Posterior.weigh, findMean
//   source     docs/maths.md
#include "device.cuh"

#include "visit.cuh"

template <typename T, int D>
using SmallShiftShared = SmallShared<T, D, 3 + D, SHIFT_ROWS<T, D>>;

// log(w / w_0) that rounding may make of 0 before sums are put in other units.
constexpr float LIFT = 20;

// |c_0 - y|^2 / (2h)
template <typename T, int D>
__device__ T energy_of(const RowAnchor<T, D>& anchor, T half) {
  T square = 0;
#pragma unroll
  for (int j = 0; j < D; j++) {
    square += T(0.25) * anchor.twice[j] * anchor.twice[j];
  }
  return half * square;
}

template <typename T, int D>
__device__ void begin_shift(const Moments<T>& m, RowNotes<T, D>& notes, int row) {
  notes.begin(m, row);
  for (int j = 0; j < D; j++) {
    notes.about[j] = 0;
  }
  notes.plain = 1;
  notes.perSquare = (T)(1 / m.variance);
  const T energy = energy_of(notes.anchor, m.half_precision());
  const T floor = m.floor[row];
  const T slack = MARGIN<T> * (fabs(floor) + energy + fabs(notes.anchor.prior));
  notes.floor = ((floor - notes.anchor.prior) + energy) - slack;
  // y so far away that the anchor may not be the heaviest centre: others may weigh more by as much as
  // the energies are rounded
  notes.careful = !(MARGIN<T> * energy <= LIFT);
  notes.reference = 0;
  notes.left = (T)(m.share * m.split_share());
}

template <typename T, int D>
struct ShiftRow {
  RowAnchor<T, D> anchor;
  T peak;          // not 0 in careful rows only
  T near;          // largest log(w / w_0) of a centre elsewhere, of this lane
  T value[3 + D];  // sum r, sum r^2, sum r |D|^2, then D of sum r D, in units of exp(peak)

  __device__ void begin(const RowNotes<T, D>& notes) {
    anchor = notes.anchor;
    near = -INFINITY;
    clear(0);
  }

  __device__ void clear(T newPeak) {
    peak = newPeak;
#pragma unroll
    for (int k = 0; k < 3 + D; k++) {
      value[k] = 0;
    }
  }

  // Puts the sums in units that are larger.
  __device__ void raise(T newPeak) {
    const T factor = exp(peak - newPeak);
#pragma unroll
    for (int k = 0; k < 3 + D; k++) {
      value[k] *= k == 1 ? factor * factor : factor;
    }
    peak = newPeak;
  }

  // Where the anchor may be among the centres, or exponents may be inexact, or above 0.
  __device__ void look_closely(const Moments<T>& m, const RowNotes<T, D>& notes,
                               const CentrePair<T, D>& pair, int tile, Weighed<T, D>& w) {
    w.revise(m, pair, anchor, notes.exactly, tile);
#pragma unroll
    for (int i = 0; i < 2; i++) {
      near = w.square(i) > 0 ? fmax(near, w.exponent[i]) : near;
    }
    if (near > peak + LIFT) {
      raise(near);
    }
    w.exponent[0] -= peak;
    w.exponent[1] -= peak;
  }

  __device__ void add(const Moments<T>& m, const RowNotes<T, D>& notes, const CentrePair<T, D>& pair,
                      int tile, bool careful) {
    Weighed<T, D> w = Weighed<T, D>::of(pair, anchor, m.half_precision());
    if (careful) {
      look_closely(m, notes, pair, tile, w);
    } else {
      near = fmax(near, fmax(w.exponent[0], w.exponent[1]));
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
    T top = notes.top;
    if (__any_sync(FULL_WARP, peak != top)) {
      top = fmax(top, warp_max(peak));
      raise(top);
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
      sums[NEAR] = nearest;
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
