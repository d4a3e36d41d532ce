// sort_rows: puts points that are near each other side by side, roughly: by cells of a grid over their box,
// the cells along a Z-order curve.
//   computes   a permutation of 0..rows-1
//   in         points (rows x d doubles)
//   out        order (rows ints)
//   a block    all of it, 1024 threads
//   shared     static: 16.3 KiB
//   presumes   one block; d <= SMALL_DIMENSION
//   sums in    int; the order of points in one cell is left to chance, no result of any kernel depends on it
//   CPU twin   none
//   source     own
#include "device.cuh"

#include "moments.cuh"

constexpr int SORT_THREADS = 1024;
constexpr int SORT_BITS = 12;
constexpr int SORT_CELLS = 1 << SORT_BITS;
constexpr int CELLS_PER_THREAD = SORT_CELLS / SORT_THREADS;

struct SortShared {
  int start[SORT_CELLS];
  int warpSum[SORT_THREADS / WARP];
  double low[SORT_THREADS / WARP];
  double high[SORT_THREADS / WARP];
};

struct Grid {
  int bits;  // a coordinate
  double low[SMALL_DIMENSION];
  double perCell[SMALL_DIMENSION];

  // The bits of the coordinates in turn, so that cells of one quarter of the box are neighbours.
  __device__ int cell(const double* points, int d, int row) const {
    int cell = 0;
#pragma unroll
    for (int j = 0; j < SMALL_DIMENSION; j++) {
      if (j < d) {
        const double place = (points[row * (long long)d + j] - low[j]) * perCell[j];
        const int last = (1 << bits) - 1;
        const int at = !(place > 0) ? 0 : place < last ? (int)place : last;
        for (int b = 0; b < bits; b++) {
          cell |= (at >> b & 1) << (b * d + j);
        }
      }
    }
    return cell;
  }
};

__device__ void find_side(const double* points, int rows, int d, int j, SortShared& shared, Grid& grid) {
  double low = INFINITY;
  double high = -INFINITY;
  for (int row = threadIdx.x; row < rows; row += SORT_THREADS) {
    const double x = points[row * (long long)d + j];
    low = fmin(low, x);
    high = fmax(high, x);
  }
  high = warp_max(high);
  low = -warp_max(-low);
  if (threadIdx.x % WARP == 0) {
    shared.low[threadIdx.x / WARP] = low;
    shared.high[threadIdx.x / WARP] = high;
  }
  __syncthreads();
  for (int w = 0; w < SORT_THREADS / WARP; w++) {
    low = fmin(low, shared.low[w]);
    high = fmax(high, shared.high[w]);
  }
  __syncthreads();
  grid.low[j] = low;
  grid.perCell[j] = high > low ? (1 << grid.bits) / (high - low) : 0;
}

// Turns counts into where cells start; a thread has four cells.
__device__ void scan(SortShared& shared) {
  const int lane = threadIdx.x % WARP;
  const int warp = threadIdx.x / WARP;
  int* cells = shared.start + threadIdx.x * CELLS_PER_THREAD;
  int own = 0;
  for (int i = 0; i < CELLS_PER_THREAD; i++) {
    own += cells[i];
  }
  int upTo = own;
  for (int offset = 1; offset < WARP; offset *= 2) {
    const int other = __shfl_up_sync(FULL_WARP, upTo, offset);
    upTo += lane >= offset ? other : 0;
  }
  if (lane == WARP - 1) {
    shared.warpSum[warp] = upTo;
  }
  __syncthreads();
  int before = upTo - own;
  for (int w = 0; w < warp; w++) {
    before += shared.warpSum[w];
  }
  for (int i = 0; i < CELLS_PER_THREAD; i++) {
    const int count = cells[i];
    cells[i] = before;
    before += count;
  }
  __syncthreads();
}

extern "C" __global__ void __launch_bounds__(SORT_THREADS) sort_rows(
    const double* points, int* order, int rows, int dimension) {
  __shared__ SortShared shared;
  Grid grid = {};
  grid.bits = SORT_BITS / dimension;
#pragma unroll
  for (int j = 0; j < SMALL_DIMENSION; j++) {
    if (j < dimension) {
      find_side(points, rows, dimension, j, shared, grid);
    }
  }
  for (int cell = threadIdx.x; cell < SORT_CELLS; cell += SORT_THREADS) {
    shared.start[cell] = 0;
  }
  __syncthreads();
  for (int row = threadIdx.x; row < rows; row += SORT_THREADS) {
    atomicAdd(&shared.start[grid.cell(points, dimension, row)], 1);
  }
  __syncthreads();
  scan(shared);
  for (int row = threadIdx.x; row < rows; row += SORT_THREADS) {
    order[atomicAdd(&shared.start[grid.cell(points, dimension, row)], 1)] = row;
  }
}
