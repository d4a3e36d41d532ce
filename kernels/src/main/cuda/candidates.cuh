// How a warp goes through the centres that screening has listed for its row in one split: 32 at a time, ascending, one a
// lane, their coordinates staged in shared memory.
#pragma once
#include "moments.cuh"

constexpr int LIST_WARPS = 4;
constexpr int LIST_THREADS = LIST_WARPS * WARP;

// Candidates of a warp: those that wait, and coordinates of those at hand. The odd stride keeps a column free of bank
// conflicts.
template <typename T, bool LOW>
struct CandidateShared {
  int waiting[2 * WARP];
  T high[WARP][WARP + 1];
  T low[LOW ? WARP : 1][WARP + 1];

  // Coordinates j0.. of the `size` centres at hand; a lane has one coordinate of each. centre: of this lane.
  __device__ void stage(const Moments<T>& m, int centre, int size, long long j0) {
    const long long j = j0 + threadIdx.x % WARP;
    __syncwarp(FULL_WARP);
#pragma unroll 4
    for (int i = 0; i < size; i++) {
      const long long at = __shfl_sync(FULL_WARP, centre, i) * m.dimension + j;
      if (j < m.dimension) {
        high[i][threadIdx.x % WARP] = m.centreHigh[at];
        if (LOW) {
          low[i][threadIdx.x % WARP] = m.centreLow[at];
        }
      }
    }
    __syncwarp(FULL_WARP);
  }

  __device__ T low_of(int i, int j) const { return LOW ? low[i][j] : T(0); }
};

// The row of this warp, or -1 where it has none.
template <typename T>
__device__ long long screened_row(const Moments<T>& m) {
  const long long row = blockIdx.x * (long long)LIST_WARPS + threadIdx.x / WARP;
  return row < *m.rowCount && m.is_screened(row) ? row : -1;
}

// Calls add(centre of this lane, how many lanes have one) for all candidates.
template <typename T, typename Shared, typename F>
__device__ void for_candidates(const Moments<T>& m, long long row, Shared& shared, F add) {
  const int lane = threadIdx.x % WARP;
  const unsigned* words = m.survivors_of(row);
  const int begin = m.split_begin();
  const int count = (m.split_end() - begin + WARP - 1) / WARP;
  int waiting = 0;
  for (int from = 0; from < count; from += WARP) {
    const unsigned word = from + lane < count ? words[from + lane] : 0;
    for (unsigned filled = __ballot_sync(FULL_WARP, word != 0); filled != 0; filled &= filled - 1) {
      const int at = __ffs(filled) - 1;
      const unsigned bits = __shfl_sync(FULL_WARP, word, at);
      if ((bits >> lane & 1) != 0) {
        shared.waiting[waiting + __popc(bits & ((1u << lane) - 1))] = begin + (from + at) * WARP + lane;
      }
      waiting += __popc(bits);
      __syncwarp(FULL_WARP);
      if (waiting >= WARP) {
        waiting -= WARP;
        const int centre = shared.waiting[lane];
        const int next = lane < waiting ? shared.waiting[WARP + lane] : 0;
        __syncwarp(FULL_WARP);
        shared.waiting[lane] = next;
        __syncwarp(FULL_WARP);
        add(centre, WARP);
      }
    }
  }
  if (waiting > 0) {
    add(lane < waiting ? shared.waiting[lane] : begin, waiting);
  }
}
