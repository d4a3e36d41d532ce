// How a warp walks through the tiles of a split for its rows: groups in ascending order, in each the tiles
// in ascending order, leaving out those that a row does not need. A tile is read once for all rows that need
// it. What a row leaves out and in which order it sums is a matter of that row alone.
//
// A Row, in the registers of a lane, has
//   add(m, notes, pair, tile, careful): adds two centres of a tile to the sums of the lane
//   settle(notes, columns, total): moves them to the totals of the row
#pragma once
#include "box.cuh"

// Tiles that a row adds in the working precision: 128 numbers a lane.
constexpr int SETTLE_TILES = 64;

// What a warp notes of one row, in shared memory: lane 0 writes, all read after a __syncwarp.
template <typename T, int D>
struct RowNotes {
  RowAnchor<T, D> anchor;
  T reference;  // sums are in units of exp(reference)
  T about[D];   // u: the mass of a centre is exp(exponent - reference) (plain + perSquare |c - c_0 - u|^2)
  T plain;
  T perSquare;
  T floor;      // a centre with an exponent as large is not left out
  bool careful; // all tiles need care
  T left;       // mass that may still be left out
  T top;        // what the totals are in units of, as a logarithm
  int row;
  int waiting;  // tiles whose sums are still with the lanes
  int visited;  // tiles looked at
  unsigned tiles;    // of the group at hand: those needed, and those that need care
  unsigned close;
  double exactly[D];  // 2 (c_0 - y)

  __device__ void begin(const Moments<T>& m, int index) {
    row = index;
    anchor = RowAnchor<T, D>::load(m, index);
    for (int j = 0; j < D; j++) {
      const double high = (double)anchor.point.high[j] - (double)m.yHigh[index * (long long)D + j];
      const double low = (double)anchor.point.low[j] - (double)low_word(m.yLow, index * (long long)D + j);
      exactly[j] = 2 * (high + low);
    }
    top = 0;
    waiting = visited = 0;
    tiles = close = 0;
  }
};

// Shared memory of a block whose warps have Q rows each, with K sums.
template <typename T, int D, int K, int Q>
struct SmallShared {
  RowNotes<T, D> notes[SMALL_WARPS][Q];
  double total[SMALL_WARPS][Q][K];
  LaneColumns<T, K> columns;
};

// Which of 32 boxes, one a lane, a row has to look at. Those left out take their mass from what may be
// left out; together no more than half of it, so that much remains for boxes to come.
template <typename T, int D>
__device__ unsigned keep(const Moments<T>& m, RowNotes<T, D>& notes, const Box<T, D>& box, bool there,
                         int centres, bool& close) {
  const Reach<T> reach =
      reach_of(box, notes.anchor, notes.about, m.half_precision(), (T)m.variance);
  const T weight = SPARE * centres * exp(reach.exponent - notes.reference);
  const T mass = weight * (notes.plain + notes.perSquare * reach.square);
  const bool skip = there && reach.exponent < notes.floor && mass <= notes.left / (2 * WARP);
  close = reach.close || notes.careful;
  if (__any_sync(FULL_WARP, skip && mass > 0)) {
    const T sum = warp_sum(skip ? mass : T(0));
    __syncwarp(FULL_WARP);
    if (threadIdx.x % WARP == 0) {
      notes.left -= sum;
    }
    __syncwarp(FULL_WARP);
  }
  return __ballot_sync(FULL_WARP, there && !skip);
}

// Notes which tiles of a group the rows need; wanted: lane k has the groups that row k needs.
template <typename T, int D>
__device__ void keep_tiles(
    const Moments<T>& m, RowNotes<T, D>* notes, int live, unsigned wanted, int bit, long long first) {
  const int lane = threadIdx.x % WARP;
  const bool there = first + lane < m.tiles;
  const Box<T, D> box = Box<T, D>::load(m.tileBox, m.tiles, there ? first + lane : first);
  const int centres = centres_of(m, (first + lane) * TILE_CENTRES, TILE_CENTRES);
#pragma unroll 1
  for (int k = 0; k < live; k++) {
    unsigned tiles = 0;
    unsigned careful = 0;
    if ((__shfl_sync(FULL_WARP, wanted, k) >> bit & 1) != 0) {
      bool close;
      tiles = keep(m, notes[k], box, there, centres, close);
      careful = __ballot_sync(FULL_WARP, close || centres < TILE_CENTRES);
    }
    if (lane == 0) {
      notes[k].tiles = tiles;
      notes[k].close = careful;
    }
  }
  __syncwarp(FULL_WARP);
}

// Moves sums to the totals where more of them would be too many for the working precision.
template <int Q, typename Row, typename Shared>
__device__ void make_room(Row (&rows)[Q], Shared& shared) {
  const int warp = threadIdx.x / WARP;
#pragma unroll
  for (int k = 0; k < Q; k++) {
    auto& notes = shared.notes[warp][k];
    const int more = __popc(notes.tiles);
    const bool full = notes.waiting + more > SETTLE_TILES;
    if (full) {
      rows[k].settle(notes, shared.columns, shared.total[warp][k]);
    }
    __syncwarp(FULL_WARP);
    if (threadIdx.x % WARP == 0) {
      notes.waiting = (full ? 0 : notes.waiting) + more;
      notes.visited += more;
    }
  }
}

template <typename T, int D, int Q, typename Row>
__device__ void add_tiles(
    const Moments<T>& m, RowNotes<T, D>* notes, Row (&rows)[Q], long long first, long long before) {
  unsigned tiles[Q];
  unsigned careful[Q];
  unsigned any = 0;
#pragma unroll
  for (int k = 0; k < Q; k++) {
    tiles[k] = notes[k].tiles;
    careful[k] = notes[k].close;
    any |= tiles[k];
  }
  for (; any != 0; any &= any - 1) {
    const unsigned bit = any & (0 - any);
    const int tile = (int)first + __ffs(any) - 1;
    const CentrePair<T, D> pair = CentrePair<T, D>::load(m, tile - (int)before);
#pragma unroll
    for (int k = 0; k < Q; k++) {
      if ((tiles[k] & bit) != 0) {
        rows[k].add(m, notes[k], pair, tile, (careful[k] & bit) != 0);
      }
    }
  }
}

// live: rows in use, of the Q.
template <typename T, int D, int Q, typename Row, typename Shared>
__device__ void visit_split(const Moments<T>& m, Row (&rows)[Q], int live, Shared& shared) {
  const int lane = threadIdx.x % WARP;
  RowNotes<T, D>* notes = shared.notes[threadIdx.x / WARP];
  const long long before = m.firstSplit * (m.splitLength / TILE_CENTRES);
  const long long end = m.group_end();
  for (long long start = m.group_begin(); start < end; start += WARP) {
    const bool there = start + lane < end;
    const long long at = there ? start + lane : start;
    const Box<T, D> box = Box<T, D>::load(m.groupBox, m.groups, at);
    const int centres = centres_of(m, at * GROUP_CENTRES, GROUP_CENTRES);
    unsigned wanted = 0;
    unsigned any = 0;
#pragma unroll 1
    for (int k = 0; k < live; k++) {
      bool close;
      const unsigned groups = keep(m, notes[k], box, there, centres, close);
      wanted = lane == k ? groups : wanted;
      any |= groups;
    }
    for (; any != 0; any &= any - 1) {
      const int bit = __ffs(any) - 1;
      const long long first = (start + bit) * GROUP_TILES;
      __syncwarp(FULL_WARP);
      keep_tiles(m, notes, live, wanted, bit, first);
      make_room(rows, shared);
      add_tiles<T, D>(m, notes, rows, first, before);
    }
  }
}

// A product with a weight of a centre that may be too far for its coordinates to be squared in a double.
template <typename T>
__device__ inline T weighted(T r, T x) {
  return Word<T>::HAS_LOW || r > 0 ? r * x : T(0);
}
