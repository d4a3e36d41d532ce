// Staging of centres and of per-query rows into shared memory, for the passes over the data.
#pragma once
#include "moments.cuh"

constexpr int TILE = 32;            // centres staged at a time, one a lane
constexpr int CHUNK = 32;           // coordinates staged at a time
constexpr int PASS_WARPS = 4;       // warps of a block
constexpr int PASS_THREADS = PASS_WARPS * WARP;
constexpr int WARP_QUERIES = 4;     // queries a warp carries in registers
constexpr int BLOCK_QUERIES = PASS_WARPS * WARP_QUERIES;

// TILE centres x CHUNK coordinates; the odd stride keeps a column free of bank conflicts.
template <typename T>
struct CentreTile {
  T high[TILE][CHUNK + 1];
  T low[Word<T>::HAS_LOW ? TILE : 1][CHUNK + 1];

  // Copies coordinates j0.. of centres first.. below end; zeros elsewhere.
  __device__ void stage(const Moments<T>& m, int first, int end, int j0) {
    for (int t = threadIdx.x; t < TILE * CHUNK; t += blockDim.x) {
      const int i = t / CHUNK;
      const int j = t % CHUNK;
      const bool inside = first + i < end && j0 + j < m.dimension;
      const long long at = (first + i) * m.dimension + j0 + j;
      high[i][j] = inside ? m.centreHigh[at] : T(0);
      if (Word<T>::HAS_LOW) {
        low[i][j] = inside ? m.centreLow[at] : T(0);
      }
    }
  }

  __device__ T low_of(int i, int j) const { return Word<T>::HAS_LOW ? low[i][j] : T(0); }
};

// CHUNK coordinates of one array of rows, for each query of a block.
template <typename T>
struct RowTile {
  T value[BLOCK_QUERIES][CHUNK];

  // Copies coordinates j0.. of rows firstRow.. below rows; zeros elsewhere.
  __device__ void stage(const T* source, int firstRow, int rows, int dimension, int j0) {
    for (int t = threadIdx.x; t < BLOCK_QUERIES * CHUNK; t += blockDim.x) {
      const int q = t / CHUNK;
      const int j = t % CHUNK;
      const bool inside = firstRow + q < rows && j0 + j < dimension;
      value[q][j] = inside ? source[(firstRow + q) * (long long)dimension + j0 + j] : T(0);
    }
  }
};

// The same for both words of a coordinate.
template <typename T>
struct PairTile {
  T high[BLOCK_QUERIES][CHUNK];
  T low[Word<T>::HAS_LOW ? BLOCK_QUERIES : 1][CHUNK];

  __device__ void stage(
      const T* highs, const T* lows, int firstRow, int rows, int dimension, int j0) {
    for (int t = threadIdx.x; t < BLOCK_QUERIES * CHUNK; t += blockDim.x) {
      const int q = t / CHUNK;
      const int j = t % CHUNK;
      const bool inside = firstRow + q < rows && j0 + j < dimension;
      const long long at = (firstRow + q) * (long long)dimension + j0 + j;
      high[q][j] = inside ? highs[at] : T(0);
      if (Word<T>::HAS_LOW) {
        low[q][j] = inside ? lows[at] : T(0);
      }
    }
  }

  __device__ T low_of(int q, int j) const { return Word<T>::HAS_LOW ? low[q][j] : T(0); }
};
