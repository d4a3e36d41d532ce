// How a warp walks through the tiles of a split for its rows: groups in ascending order, in each the tiles
// in ascending order, leaving out those that a row does not need. A tile is read once for all rows that need
// it. What a row leaves out and in which order it sums is a matter of that row alone.
//
// A Row has
//   keep(m, box, there, centres, careful): the ballot of the boxes it needs; careful: whether this lane's is one
//     whose centres need a closer look
//   expect(tiles, shared): told of tiles to come, moves the sums of the lanes to the totals in time
//   add(m, pair, careful, centres)
#pragma once
#include "box.cuh"

// Tiles that a row adds in the working precision: 128 numbers a lane.
constexpr int SETTLE_TILES = 64;

// A product with a weight of a centre that may be too far for its coordinates to be squared in a double.
template <typename T>
__device__ inline T weighted(T r, T x) {
  return Word<T>::HAS_LOW || r > 0 ? r * x : T(0);
}

template <typename T>
__device__ inline int centres_of(const Moments<T>& m, long long first, int most) {
  const long long rest = m.total - first;
  return rest < most ? (int)(rest > 0 ? rest : 0) : most;
}

template <typename T, int D, int Q, typename Row, typename Shared>
__device__ void visit_group(const Moments<T>& m, Row (&rows)[Q], const unsigned (&wanted)[Q], int bit,
                            long long group, Shared& shared) {
  const int lane = threadIdx.x % WARP;
  const long long first = group * GROUP_TILES;
  const long long local = first - m.firstSplit * (m.splitLength / TILE_CENTRES);
  const bool there = first + lane < m.tiles;
  const Box<T, D> box = Box<T, D>::load(m.tileBox, m.tiles, there ? first + lane : first);
  const int centres = centres_of(m, (first + lane) * TILE_CENTRES, TILE_CENTRES);
  unsigned tiles[Q];
  unsigned careful[Q];
  unsigned any = 0;
#pragma unroll
  for (int k = 0; k < Q; k++) {
    tiles[k] = careful[k] = 0;
    if ((wanted[k] >> bit & 1) != 0) {
      bool close;
      tiles[k] = rows[k].keep(m, box, there, centres, close);
      careful[k] = __ballot_sync(FULL_WARP, close || centres < TILE_CENTRES);
      rows[k].expect(__popc(tiles[k]), shared);
    }
    any |= tiles[k];
  }
  for (; any != 0; any &= any - 1) {
    const int tile = __ffs(any) - 1;
    const CentrePair<T, D> pair = CentrePair<T, D>::load(m, local + tile);
    const int length = centres_of(m, (first + tile) * TILE_CENTRES, TILE_CENTRES);
#pragma unroll
    for (int k = 0; k < Q; k++) {
      if ((tiles[k] >> tile & 1) != 0) {
        rows[k].add(m, pair, (careful[k] >> tile & 1) != 0, length);
      }
    }
  }
}

// live: rows in use, of the Q.
template <typename T, int D, int Q, typename Row, typename Shared>
__device__ void visit_split(const Moments<T>& m, Row (&rows)[Q], int live, Shared& shared) {
  const int lane = threadIdx.x % WARP;
  const long long end = m.group_end();
  for (long long first = m.group_begin(); first < end; first += WARP) {
    const bool there = first + lane < end;
    const long long at = there ? first + lane : first;
    const Box<T, D> box = Box<T, D>::load(m.groupBox, m.groups, at);
    const int centres = centres_of(m, at * GROUP_CENTRES, GROUP_CENTRES);
    unsigned wanted[Q];
    unsigned any = 0;
#pragma unroll
    for (int k = 0; k < Q; k++) {
      bool close;
      wanted[k] = k < live ? rows[k].keep(m, box, there, centres, close) : 0;
      any |= wanted[k];
    }
    for (; any != 0; any &= any - 1) {
      const int bit = __ffs(any) - 1;
      visit_group<T, D, Q>(m, rows, wanted, bit, first + bit, shared);
    }
  }
}
