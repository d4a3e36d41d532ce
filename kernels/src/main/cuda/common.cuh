// Helpers of every kernel: words of a coordinate, reductions in a fixed order, launch arithmetic.
#pragma once
#include "device.cuh"

constexpr int WARP = 32;

// Whether a coordinate carries a second, low-order word: floats do, doubles are exact enough.
template <typename T> struct Word;
template <> struct Word<float> {
  using Two = float2;
  static constexpr bool HAS_LOW = true;
  static constexpr double ROUNDOFF = 1.0 / (1 << 24);
};
template <> struct Word<double> {
  using Two = double2;
  static constexpr bool HAS_LOW = false;
  static constexpr double ROUNDOFF = 1.0 / (1LL << 53);
};

// Low word of element i, or 0 where the type has none (the array is then null).
template <typename T>
__device__ inline T low_word(const T* low, long long i) {
  return Word<T>::HAS_LOW ? low[i] : T(0);
}

// c - y of two coordinates held in two words each. The high words cancel exactly where c and y are
// close, so the difference keeps its digits far from the origin.
template <typename T>
__device__ inline T difference(T cHigh, T cLow, T yHigh, T yLow) {
  return Word<T>::HAS_LOW ? (cHigh - yHigh) + (cLow - yLow) : cHigh - yHigh;
}

// Sum over a warp in a fixed tree order; every lane gets it.
template <typename T>
__device__ inline T warp_sum(T value) {
  for (int offset = WARP / 2; offset > 0; offset /= 2) {
    value += __shfl_xor_sync(FULL_WARP, value, offset);
  }
  return value;
}

// Maximum over a warp; every lane gets it.
template <typename T>
__device__ inline T warp_max(T value) {
  for (int offset = WARP / 2; offset > 0; offset /= 2) {
    const T other = __shfl_xor_sync(FULL_WARP, value, offset);
    value = other > value ? other : value;
  }
  return value;
}

__device__ inline long long global_thread() {
  return blockIdx.x * (long long)blockDim.x + threadIdx.x;
}

__device__ inline int smaller(int a, int b) { return a < b ? a : b; }
