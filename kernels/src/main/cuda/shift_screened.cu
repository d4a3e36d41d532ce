// shift_screened: shift_partial for rows that are screened.
//   computes   with D = c - a, a the high word of the anchor c_0, and r_i = exp(log(w_i / w_a) - peak), w_a the weight
//              of a centre at a: peak, sum r, sum r^2, sum r |D|^2, sum r D, near, over the candidates of the split
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset, m.survivors, m.candidates
//   out        m.partSums, m.partOffset
//   a warp     one row x one split (blockIdx.y), four of them a block; a lane weighs one candidate of 32, then adds up
//              all of them for every 32nd coordinate
//   shared     static: 34.5 KiB (float), 35.5 KiB (double)
//   presumes   as shift_partial
//   sums in    T over 32 candidates for sum r D, double beyond; the lanes of the other sums in a tree
//   CPU twin   dev.arete.internal.reference.Posterior.weigh, findMean
//   source     docs/maths.md
#include "device.cuh"

#include "candidates.cuh"
#include "weights.cuh"

template <typename T>
using ListedShared = CandidateShared<T, Word<T>::HAS_LOW>;

// What a lane sums of the row of its warp, times exp(-peak). The peak is the same in all lanes.
template <typename T>
struct ListedRow {
  long long row;
  T peak = 0;
  T still = 0;  // |c_0 - a|^2
  T near = -INFINITY;
  double weight = 0;
  double square = 0;
  double trace = 0;

  __device__ ListedRow(const Moments<T>& m, long long at) : row(at) {
    if (Word<T>::HAS_LOW) {
      weigh_anchor(m, row, peak, still);
    }
    for (long long j = threadIdx.x % WARP; j < m.dimension; j += WARP) {
      m.partOffset[m.split_row(row) * m.dimension + j] = 0;
    }
  }

  // Weighs a candidate, and returns how much it weighs.
  __device__ T add(const Moments<T>& m, T exponent, T distance) {
    const T largest = warp_max(exponent);
    if (largest > peak) {
      raise_peak(m, largest);
    }
    const T r = exp(exponent - peak);
    const bool elsewhere = distance != still;
    weight += (double)r;
    square += (double)(r * r);
    trace += elsewhere && r > 0 ? (double)(r * distance) : 0.0;
    near = elsewhere && exponent > near ? exponent : near;
    return r;
  }

  __device__ void raise_peak(const Moments<T>& m, T to) {
    const double factor = (double)exp(peak - to);
    peak = to;
    weight *= factor;
    square *= factor * factor;
    trace *= factor;
    for (long long j = threadIdx.x % WARP; j < m.dimension; j += WARP) {
      m.partOffset[m.split_row(row) * m.dimension + j] *= factor;
    }
  }

  __device__ void end(const Moments<T>& m) const {
    const double totals[] = {warp_sum(weight), warp_sum(square), warp_sum(trace)};
    const T all = warp_max(near);
    if (threadIdx.x % WARP == 0) {
      double* out = m.partSums + m.split_row(row) * SUMS;
      out[PEAK] = peak;
      out[WEIGHT] = totals[0];
      out[SQUARE] = totals[1];
      out[TRACE] = totals[2];
      out[NEAR] = all;
    }
  }
};

// The exponent of the candidate of this lane, log(w / w_a); nothing is what a lane without one weighs.
template <typename T>
__device__ T find_exponent(const Moments<T>& m, ListedShared<T>& shared, long long row, int centre, int size,
                           T& distance) {
  const int lane = threadIdx.x % WARP;
  T sum = 0;
  distance = 0;
  for (long long j0 = 0; j0 < m.dimension; j0 += WARP) {
    shared.stage(m, centre, size, j0);
    const int width = smaller(WARP, (int)(m.dimension - j0));
    for (int j = 0; lane < size && j < width; j++) {
      const long long at = row * m.dimension + j0 + j;
      const T delta = apart(shared.high[lane][j], shared.low_of(lane, j), m.anchorHigh[at]);
      sum = fma(delta, delta + twice_offset(m, at), sum);
      distance = fma(delta, delta, distance);
    }
  }
  return lane < size ? relative_exponent(m, m.anchorPrior[row], sum, centre) : T(-INFINITY);
}

// sum r D over the candidates at hand; r: of the one of this lane.
template <typename T>
__device__ void add_offset(const Moments<T>& m, ListedShared<T>& shared, long long row, int centre, int size, T r) {
  const int lane = threadIdx.x % WARP;
  for (long long j0 = 0; j0 < m.dimension; j0 += WARP) {
    if (m.dimension > WARP) {  // else the only coordinates are still there
      shared.stage(m, centre, size, j0);
    }
    const bool inside = j0 + lane < m.dimension;
    const T anchor = inside ? m.anchorHigh[row * m.dimension + j0 + lane] : T(0);
    T part = 0;
    for (int i = 0; i < size; i++) {
      const T weight = __shfl_sync(FULL_WARP, r, i);
      part = inside ? fma(weight, apart(shared.high[i][lane], shared.low_of(i, lane), anchor), part) : part;
    }
    if (inside) {
      m.partOffset[m.split_row(row) * m.dimension + j0 + lane] += (double)part;
    }
  }
}

template <typename T>
__device__ void shift_screened(const Moments<T>& m, ListedShared<T>& shared) {
  const long long row = screened_row(m);
  if (row < 0) {
    return;
  }
  ListedRow<T> mine(m, row);
  for_candidates(m, row, shared, [&](int centre, int size) {
    T distance;
    const T exponent = find_exponent(m, shared, row, centre, size, distance);
    const T r = mine.add(m, exponent, distance);
    add_offset(m, shared, row, centre, size, r);
  });
  mine.end(m);
}

extern "C" __global__ void __launch_bounds__(LIST_THREADS) shift_screened_f32(Moments<float> m) {
  __shared__ ListedShared<float> shared[LIST_WARPS];
  shift_screened(m, shared[threadIdx.x / WARP]);
}

extern "C" __global__ void __launch_bounds__(LIST_THREADS) shift_screened_f64(Moments<double> m) {
  __shared__ ListedShared<double> shared[LIST_WARPS];
  shift_screened(m, shared[threadIdx.x / WARP]);
}
