// small_shift_dD, D = 1..4: shift_partial for small dimensions.
//   computes   with r_i = exp(log(w_i / w_0) - peak): peak, sum r, sum r^2, sum r |D|^2, sum r D, near
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset
//   out        m.partSums, m.partOffset
//   a block    4 rows (blockIdx.x) x one split (blockIdx.y); a warp one row, a lane every 32nd
//              centre
//   shared     static: 3.5 KiB (float), 7 KiB (double) at D = 4
//   presumes   the anchor is among the centres, so that the peak is about 0
//   sums in    T over the centres of a lane (at most 128), double over lanes, ascending
//   CPU twin   dev.arete.internal.reference.Posterior.weigh, findMean
//   source     docs/maths.md
#include "device.cuh"

#include "small.cuh"

// sum r, sum r^2, sum r |D|^2, then D of sum r D.
template <typename T, int D>
struct SmallSums {
  T value[3 + D];
  T peak;
  T near;

  __device__ void rescale(T factor) {
#pragma unroll
    for (int k = 0; k < 3 + D; k++) {
      value[k] *= k == 1 ? factor * factor : factor;
    }
  }

  __device__ void add(T exponent, T square, const T (&delta)[D]) {
    if (exponent > peak) {
      rescale(exp(peak - exponent));
      peak = exponent;
    }
    near = square > 0 && exponent > near ? exponent : near;
    const T r = exp(exponent - peak);
    value[0] += r;
    value[1] += r * r;
    value[2] += r > 0 ? r * square : T(0);
#pragma unroll
    for (int j = 0; j < D; j++) {
      value[3 + j] += r > 0 ? r * delta[j] : T(0);
    }
  }
};

template <typename T, int D>
__device__ void small_shift(const Moments<T>& m, LaneColumns<T, 3 + D>& shared) {
  const long long row = small_row();
  if (row >= *m.rowCount) {
    return;
  }
  const int lane = threadIdx.x % WARP;
  const int end = m.split_end();
  const RowAnchor<T, D> anchor = RowAnchor<T, D>::load(m, row);
  SmallSums<T, D> sums = {};
  sums.near = -INFINITY;
  for (int i = m.split_begin() + lane; i < end; i += WARP) {
    T delta[D];
    T square;
    const T exponent = anchor.exponent(m, row, i, delta, square);
    sums.add(exponent, square, delta);
  }
  if (__any_sync(FULL_WARP, sums.peak > 0)) {
    const T peak = warp_max(sums.peak);
    sums.rescale(exp(sums.peak - peak));
    sums.peak = peak;
  }
  const T near = warp_max(sums.near);
  const double total = shared.sum(sums.value);
  const long long out = m.split_row(row);
  if (lane == 0) {
    m.partSums[out * SUMS + PEAK] = sums.peak;
    m.partSums[out * SUMS + NEAR] = near;
  }
  if (lane < 3) {
    m.partSums[out * SUMS + WEIGHT + lane] = total;
  } else if (lane < 3 + D) {
    m.partOffset[out * D + lane - 3] = total;
  }
}

#define SMALL_SHIFT(D, SUFFIX, T)                                                                      \
  extern "C" __global__ void __launch_bounds__(SMALL_THREADS, 4) small_shift_d##D##SUFFIX(Moments<T> m) { \
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
