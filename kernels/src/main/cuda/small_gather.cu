// small_gather_dD, D = 1..4: gather_points for small dimensions, and how near the data are.
//   computes   row r <- point of query active[r]; a number that the exponent log pi_i - |c_i - y|^2 / (2h) of
//              the heaviest centre does not fall below, nor that of the heaviest centre elsewhere: the largest
//              that the farthest corners of wide boxes allow, of all groups and of the tiles of the best group
//   in         points (q x d doubles, centred and scaled), active (rows ints, or null: r itself), m.tileBox,
//              m.groupBox
//   out        m.yHigh, m.yLow (rows x d), m.floor
//   a warp     one row; a lane every 32nd group, then one tile
//   shared     0 bytes
//   presumes   |coordinate| < 1e18 in float
//   sums in    T, ascending coordinate
//   CPU twin   none: dev.arete.internal.cpu.Screening looks at the nearest tile first
//   source     own
#include "device.cuh"

#include "box.cuh"

template <typename T, int D>
__device__ Point<T, D> point_of(const double* point) {
  Point<T, D> y;
#pragma unroll
  for (int j = 0; j < D; j++) {
    y.high[j] = (T)point[j];
    y.low[j] = Word<T>::HAS_LOW ? (T)(point[j] - (double)y.high[j]) : T(0);
  }
  return y;
}

// A wide box has a centre that is not where the anchor is.
template <typename T, int D>
__device__ T floor_of(const Point<T, D>& y, const Box<T, D>& box, T half) {
  return box.is_wide() ? box.at_least(y, half) : T(-INFINITY);
}

template <typename T, int D>
__device__ T find_floor(const Moments<T>& m, const Point<T, D>& y) {
  const int lane = threadIdx.x % WARP;
  const T half = m.half_precision();
  T best = -INFINITY;
  int group = 0;
  for (long long g = lane; g < m.groups; g += WARP) {
    const T floor = floor_of(y, Box<T, D>::load(m.groupBox, m.groups, g), half);
    group = floor > best ? (int)g : group;
    best = floor > best ? floor : best;
  }
  const T top = warp_max(best);
  const unsigned with = __ballot_sync(FULL_WARP, best == top);
  group = __shfl_sync(FULL_WARP, group, with == 0 ? 0 : __ffs(with) - 1);
  const long long tile = group * (long long)GROUP_TILES + lane;
  const bool there = tile < m.tiles;
  const Box<T, D> box = Box<T, D>::load(m.tileBox, m.tiles, there ? tile : 0);
  const T floor = there ? floor_of(y, box, half) : T(-INFINITY);
  return warp_max(floor > top ? floor : top);
}

template <typename T, int D>
__device__ void small_gather(const Moments<T>& m, const double* points, const int* active) {
  const long long row = small_warp();
  if (row >= *m.rowCount) {
    return;
  }
  const int lane = threadIdx.x % WARP;
  const long long query = active == nullptr ? row : active[row];
  const Point<T, D> y = point_of<T, D>(points + query * D);
#pragma unroll
  for (int j = 0; j < D; j++) {
    if (lane == j) {
      m.yHigh[row * D + j] = y.high[j];
      if (Word<T>::HAS_LOW) {
        m.yLow[row * D + j] = y.low[j];
      }
    }
  }
  const T floor = find_floor<T, D>(m, y);
  if (lane == 0) {
    m.floor[row] = floor;
  }
}

#define SMALL_GATHER(D, SUFFIX, T)                                          \
  extern "C" __global__ void __launch_bounds__(SMALL_THREADS)               \
      small_gather_d##D##SUFFIX(Moments<T> m, const double* points, const int* active) { \
    small_gather<T, D>(m, points, active);                                  \
  }

SMALL_GATHER(1, _f32, float)
SMALL_GATHER(2, _f32, float)
SMALL_GATHER(3, _f32, float)
SMALL_GATHER(4, _f32, float)
SMALL_GATHER(1, _f64, double)
SMALL_GATHER(2, _f64, double)
SMALL_GATHER(3, _f64, double)
SMALL_GATHER(4, _f64, double)
