// small_anchor_dD, D = 1..4: anchor_partial for small dimensions.
//   computes   argmax_i log pi_i - |c_i - y|^2 / (2h) over the centres of a split
//   in         m.centre*, m.prior, m.y*
//   out        m.partExponent, m.partHigh, m.partLow, m.partPrior
//   a block    4 rows (blockIdx.x) x one split (blockIdx.y); a warp one row, a lane every 32nd
//              centre
//   shared     0 bytes
//   presumes   every split has a centre
//   sums in    T, ascending coordinate; ties go to the lowest index
//   CPU twin   dev.arete.internal.reference.Posterior.heaviest
//   source     docs/maths.md
#include "device.cuh"

#include "small.cuh"

template <typename T, int D>
__device__ void small_anchor(const Moments<T>& m) {
  const long long row = small_row();
  if (row >= *m.rowCount) {
    return;
  }
  const int lane = threadIdx.x % WARP;
  const int begin = m.split_begin();
  const int end = m.split_end();
  const Point<T, D> y = Point<T, D>::load(m.yHigh, m.yLow, row);
  const T half = m.half_precision();
  T best = -INFINITY;
  int at = begin;
  for (int i = begin + lane; i < end; i += WARP) {
    const Point<T, D> c = Point<T, D>::load(m.centreHigh, m.centreLow, i);
    T square = 0;
#pragma unroll
    for (int j = 0; j < D; j++) {
      const T delta = c.minus(y, j);
      square += delta * delta;
    }
    const T exponent = m.prior_of(i) - half * square;
    if (exponent > best) {
      best = exponent;
      at = i;
    }
  }
  for (int offset = WARP / 2; offset > 0; offset /= 2) {
    const T other = __shfl_xor_sync(FULL_WARP, best, offset);
    const int index = __shfl_xor_sync(FULL_WARP, at, offset);
    const bool better = other > best || (other == best && index < at);
    best = better ? other : best;
    at = better ? index : at;
  }
  const long long out = m.split_row(row);
  if (lane == 0) {
    m.partExponent[out] = best;
    m.partPrior[out] = m.prior_of(at);
  }
  if (lane < D) {
    m.partHigh[out * D + lane] = m.centreHigh[at * (long long)D + lane];
    if (Word<T>::HAS_LOW) {
      m.partLow[out * D + lane] = m.centreLow[at * (long long)D + lane];
    }
  }
}

#define SMALL_ANCHOR(D, SUFFIX, T)                                                                      \
  extern "C" __global__ void __launch_bounds__(SMALL_THREADS, 4) small_anchor_d##D##SUFFIX(Moments<T> m) { \
    small_anchor<T, D>(m);                                                                              \
  }

SMALL_ANCHOR(1, _f32, float)
SMALL_ANCHOR(2, _f32, float)
SMALL_ANCHOR(3, _f32, float)
SMALL_ANCHOR(4, _f32, float)
SMALL_ANCHOR(1, _f64, double)
SMALL_ANCHOR(2, _f64, double)
SMALL_ANCHOR(3, _f64, double)
SMALL_ANCHOR(4, _f64, double)
