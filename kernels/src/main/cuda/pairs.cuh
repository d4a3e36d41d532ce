// Pairs of rows and centres in register blocks, for the passes over the data with d > SMALL_DIMENSION. A block of
// threads takes 32 rows x 64 centres at a time, a thread 4 x 4 pairs of them: what it loads of a coordinate, it uses
// four times. 16 neighbours, half a warp, have the same 4 rows; number t of them has centres t, t + 16, t + 32, t + 48.
#pragma once
#include "four.cuh"
#include "moments.cuh"

constexpr int PAIR_THREADS = 128;
constexpr int SHARERS = 16;   // threads that have the same rows
constexpr int PAIR_ROWS = PAIR_THREADS / SHARERS * OWN;
constexpr int PAIR_CENTRES = SHARERS * OWN;

constexpr int STRIP = 8;  // coordinates that a warp stages of each row or centre: one sector of memory in float
template <typename T>
constexpr int DEPTH = 128 / (int)sizeof(T);  // coordinates staged at a time

__device__ inline int sharer() { return threadIdx.x % SHARERS; }

// This thread's first row in the block.
__device__ inline int own_row() { return threadIdx.x / SHARERS * OWN; }

// Whether a row is one of those that are summed over all centres, in blocks.
template <typename T>
__device__ bool is_for_blocks(const Moments<T>& m, int row, int rows) {
  return row < rows && !m.is_screened(row);
}

// Whether this block has any. All threads come here.
template <typename T>
__device__ bool has_rows_for_blocks(const Moments<T>& m, int rows) {
  const int own = (int)threadIdx.x % PAIR_ROWS;
  return __syncthreads_or(is_for_blocks(m, (int)blockIdx.x * PAIR_ROWS + own, rows)) != 0;
}

// Sum over the threads that share rows, in a fixed tree order; all get it.
__device__ inline double sharer_sum(double value) {
  for (int offset = SHARERS / 2; offset > 0; offset /= 2) {
    value += __shfl_xor_sync(FULL_WARP, value, offset);
  }
  return value;
}

template <typename T>
__device__ inline T sharer_max(T value) {
  for (int offset = SHARERS / 2; offset > 0; offset /= 2) {
    const T other = __shfl_xor_sync(FULL_WARP, value, offset);
    value = other > value ? other : value;
  }
  return value;
}

// One array of rows of a block: coordinate by coordinate, so that the rows of a thread are neighbours.
template <typename T>
struct RowBlock {
  __align__(16) T value[DEPTH<T>][PAIR_ROWS + LOAD<T>];

  // Coordinates j0.. of rows firstRow.. below rows, as `of` finds them; zeros elsewhere. Whole strips.
  template <typename F>
  __device__ void stage(int firstRow, int rows, int dimension, int j0, F of) {
    if (firstRow + PAIR_ROWS <= rows && dimension % STRIP == 0) {
      copy<true>(firstRow, rows, dimension, j0, of);
    } else {
      copy<false>(firstRow, rows, dimension, j0, of);
    }
  }

  // A warp takes four rows of each 16. FULL: nothing is outside.
  template <bool FULL, typename F>
  __device__ void copy(int firstRow, int rows, int dimension, int j0, F of) {
    const int row = threadIdx.x / STRIP;
    const int j = threadIdx.x % STRIP;
#pragma unroll
    for (int strip = 0; strip < DEPTH<T>; strip += STRIP) {
      if (j0 + strip >= dimension) {
        break;
      }
#pragma unroll
      for (int r = 0; r < PAIR_ROWS; r += PAIR_THREADS / STRIP) {
        const bool inside = FULL || (firstRow + row + r < rows && j0 + strip + j < dimension);
        const long long at = (firstRow + row + r) * (long long)dimension + j0 + strip + j;
        value[strip + j][row + r] = inside ? of(at) : T(0);
      }
    }
  }

  // Coordinate j of the rows of this thread.
  __device__ void own(int j, T (&rows)[OWN]) const { load_four(&value[j][own_row()], LOAD<T>, rows); }
};

// One word of the centres: coordinate by coordinate, the centres of a thread in one load or two.
template <typename T>
struct CentreBlock {
  __align__(16) T value[DEPTH<T>][PAIR_CENTRES + LOAD<T>];

  __device__ static int place(int sharer, int u) {
    return u / LOAD<T> * (SHARERS * LOAD<T>) + sharer * LOAD<T> + u % LOAD<T>;
  }

  // Coordinates j0.. of centres first.. below end; zeros elsewhere. Whole strips.
  __device__ void stage(const T* source, int first, int end, int dimension, int j0) {
    if (first + PAIR_CENTRES <= end && dimension % STRIP == 0) {
      copy<true>(source, first, end, dimension, j0);
    } else {
      copy<false>(source, first, end, dimension, j0);
    }
  }

  // A warp takes the centres of every fourth sharer. FULL: nothing is outside.
  template <bool FULL>
  __device__ void copy(const T* source, int first, int end, int dimension, int j0) {
    const int owner = threadIdx.x / WARP;
    const int u = threadIdx.x % WARP / STRIP;
    const int j = threadIdx.x % STRIP;
#pragma unroll
    for (int o = 0; o < SHARERS; o += PAIR_THREADS / WARP) {
      const int centre = first + u * SHARERS + owner + o;
      const T* from = source + (centre * (long long)dimension + j0 + j);
#pragma unroll
      for (int strip = 0; strip < DEPTH<T>; strip += STRIP) {
        const bool inside = j0 + strip + (FULL ? 0 : j) < dimension && (FULL || centre < end);
        if (FULL && !inside) {
          break;
        }
        value[strip + j][place(owner + o, u)] = inside ? from[strip] : T(0);
      }
    }
  }

  // Coordinate j of the centres of a thread.
  __device__ void of(int sharer, int j, T (&centres)[OWN]) const {
    load_four(&value[j][sharer * LOAD<T>], SHARERS * LOAD<T>, centres);
  }
};

// Coordinates of a chunk to go through: whole loads' worth, staged zeros included, which add nothing.
template <typename T>
__device__ int chunk_width(int dimension, int j0) {
  return (smaller(DEPTH<T>, dimension - j0) + OWN - 1) / OWN * OWN;
}
