// compact: drops the queries that have ended from the list of active ones, keeping its order.
//   computes   active <- those of active[0..*rowCount) whose status is RUNNING (-1), in place
//   in         active, rowCount, status (by query)
//   out        active, rowCount
//   a block    all of it, 1024 threads, 1024 queries a round; a round reads before it writes, and
//              writes no farther than it has read
//   shared     static: 128 bytes
//   presumes   one block
//   sums in    int
//   CPU twin   none: Java works query by query
//   source     own
#include "device.cuh"

#include "common.cuh"

constexpr int COMPACT_THREADS = 1024;

extern "C" __global__ void __launch_bounds__(COMPACT_THREADS) compact(
    int* active, int* rowCount, const int* status) {
  __shared__ int kept[COMPACT_THREADS / WARP];
  const int count = *rowCount;
  const int lane = threadIdx.x % WARP;
  const int warp = threadIdx.x / WARP;
  int before = 0;  // queries kept from earlier rounds
  __syncthreads();
  for (int first = 0; first < count; first += COMPACT_THREADS) {
    const int at = first + threadIdx.x;
    const int query = at < count ? active[at] : 0;
    const bool keep = at < count && status[query] < 0;
    const unsigned votes = __ballot_sync(FULL_WARP, keep);
    if (lane == 0) {
      kept[warp] = __popc(votes);
    }
    __syncthreads();
    int place = before + __popc(votes & ((1u << lane) - 1));
    for (int w = 0; w < COMPACT_THREADS / WARP; w++) {
      place += w < warp ? kept[w] : 0;
      before += kept[w];
    }
    if (keep) {
      active[place] = query;
    }
    __syncthreads();
  }
  if (threadIdx.x == 0) {
    *rowCount = before;
  }
}
