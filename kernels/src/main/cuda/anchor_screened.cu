// anchor_screened: anchor_partial for rows that are screened.
//   computes   argmax_i log pi_i - |c_i - y|^2 / (2h) over the candidates of the split, from the high words; -infinity
//              where there is none
//   in         m.centreHigh, m.prior, m.yHigh, m.survivors, m.candidates
//   out        m.partExponent, m.partHigh, m.partLow, m.partPrior
//   a warp     one row x one split (blockIdx.y), four of them a block; a lane one candidate of 32
//   shared     static: 18 KiB (float), 35.5 KiB (double)
//   presumes   every split has a centre
//   sums in    T, ascending coordinate; ties go to the lowest index
//   CPU twin   dev.arete.internal.reference.Posterior.heaviest
//   source     docs/maths.md
#include "device.cuh"

#include "candidates.cuh"
#include "heaviest.cuh"

template <typename T>
__device__ void anchor_screened(const Moments<T>& m, CandidateShared<T, false>& shared) {
  const long long row = screened_row(m);
  if (row < 0) {
    return;
  }
  const int lane = threadIdx.x % WARP;
  T best = -INFINITY;
  int at = m.split_begin();
  for_candidates(m, row, shared, [&](int centre, int size) {
    T square = 0;
    for (long long j0 = 0; j0 < m.dimension; j0 += WARP) {
      shared.stage(m, centre, size, j0);
      const int width = smaller(WARP, (int)(m.dimension - j0));
      for (int j = 0; lane < size && j < width; j++) {
        const T delta = shared.high[lane][j] - m.yHigh[row * m.dimension + j0 + j];
        square = fma(delta, delta, square);
      }
    }
    if (lane < size) {
      keep_better(best, at, m.prior_of(centre) - m.half_precision() * square, centre);
    }
  });
  for (int offset = WARP / 2; offset > 0; offset /= 2) {
    const T other = __shfl_xor_sync(FULL_WARP, best, offset);
    const int index = __shfl_xor_sync(FULL_WARP, at, offset);
    keep_better(best, at, other, index);
  }
  store_anchor(m, row, best, at, lane, WARP);
}

extern "C" __global__ void __launch_bounds__(LIST_THREADS) anchor_screened_f32(Moments<float> m) {
  __shared__ CandidateShared<float, false> shared[LIST_WARPS];
  anchor_screened(m, shared[threadIdx.x / WARP]);
}

extern "C" __global__ void __launch_bounds__(LIST_THREADS) anchor_screened_f64(Moments<double> m) {
  __shared__ CandidateShared<double, false> shared[LIST_WARPS];
  anchor_screened(m, shared[threadIdx.x / WARP]);
}
