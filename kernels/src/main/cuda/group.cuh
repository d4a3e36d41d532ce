// The threads that work on one row together: one thread (G = 1) or one warp (G = 32). Reductions
// run in a fixed order and every lane gets the result, so control flow is the same in all lanes.
#pragma once
#include "common.cuh"

template <int G>
struct Group {
  __device__ static int lane() { return G == 1 ? 0 : threadIdx.x % G; }

  __device__ static long long row() { return global_thread() / G; }

  // Makes what the lanes wrote visible to each other.
  __device__ static void sync() {
    if (G > 1) {
      __syncwarp(FULL_WARP);
    }
  }

  __device__ static double sum(double value) { return G == 1 ? value : warp_sum(value); }

  __device__ static double max(double value) { return G == 1 ? value : warp_max(value); }

  __device__ static bool any(bool value) {
    return G == 1 ? value : __any_sync(FULL_WARP, value) != 0;
  }
};
