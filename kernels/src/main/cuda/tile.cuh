// Centres in shared memory, for the sums of one row.
#pragma once
#include "moments.cuh"

constexpr int TILE = 32;            // centres staged at a time, one a lane
constexpr int CHUNK = 32;           // coordinates staged at a time
constexpr int PASS_WARPS = 4;       // warps of a block
constexpr int PASS_THREADS = PASS_WARPS * WARP;

// TILE centres x CHUNK coordinates; the odd stride keeps a column free of bank conflicts.
template <typename T>
struct CentreTile {
  T high[TILE][CHUNK + 1];
  T low[Word<T>::HAS_LOW ? TILE : 1][CHUNK + 1];

  __device__ T low_of(int i, int j) const { return Word<T>::HAS_LOW ? low[i][j] : T(0); }
};
