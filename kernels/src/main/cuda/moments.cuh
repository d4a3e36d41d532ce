// The one parameter of every kernel of the moment passes: where the rows of a chunk live.
//
// A row is one active query. Coordinates are centred and scaled by a power of two so that the
// variance h lies in [0.5, 2); nothing below knows the user's units. The data are cut into splits
// of splitLength centres, a function of the data alone, so results do not depend on how queries or
// data are cut to fit the memory. Every member is one 8-byte word: the host fills a long[].
// Host twin: dev.arete.cuda.MomentArrays.
#pragma once
#include "common.cuh"

// Up to this dimension small_*.cu pass over the data, in tiles of neighbours.
constexpr int SMALL_DIMENSION = 4;
constexpr int TILE_CENTRES = 64;  // two a lane
constexpr int GROUP_TILES = 32;   // one a lane
constexpr int GROUP_CENTRES = GROUP_TILES * TILE_CENTRES;

// Beyond it screen.cu tells by so many coordinates which centres are far.
constexpr int AXES = 8;
constexpr int LOOKS = 4;  // tiles of centres that are looked at first
// One centre in so many is few: then the passes take them one by one, and else all of them in blocks.
constexpr int FEW = 8;

template <typename T>
struct Moments {
  // the rows
  const int* rowCount;  // 1: rows in use; a launch may cover more
  long long dimension;  // d
  double variance;      // h, scaled
  // the data, or the tile of them that is on the device
  const T* centreHigh;   // count x d, row-major; d <= SMALL_DIMENSION: tiles x d x TILE_CENTRES
  const T* centreLow;    // the same, low words; null for double
  const T* prior;        // count: log pi_i minus the largest log pi; null where all are equal
  long long count;       // centres of the tile
  long long total;       // n, centres in all
  long long splitLength; // centres a split
  long long firstSplit;  // first split of the tile
  long long splits;      // splits of all the data
  double logWeight;      // largest log pi, or -log n
  double logNormaliser;  // (d/2) log(2 pi h), h in the units of the user
  // boxes around the data, all of them, for d <= SMALL_DIMENSION; see box.cuh
  const T* tileBox;      // 2d + 2 x tiles
  const T* groupBox;     // 2d + 2 x groups
  long long tiles;       // tiles of TILE_CENTRES in all
  long long groups;      // groups of GROUP_TILES in all
  // leading coordinates of the data, all of them, for d > SMALL_DIMENSION; null where rows are not screened
  const double* axes;       // AXES x d: a leading coordinate is a product with y - middle, in units of sqrt(2h)
  const double* middle;     // d
  const float* leading;     // tiles x AXES x TILE_CENTRES
  const float* cost;        // tiles x TILE_CENTRES: no more than -prior; null as prior
  const float* leadingBox;  // 2 AXES + 1 x tiles: lower sides, upper sides, the least cost
  double share;          // what may be left out of a sum of positive terms, relative to it
  const int* order;      // rows: neighbours side by side; null where the rows are so already
  T* floor;              // rows: no more than the exponent of the heaviest centre apart from the anchor
  // what screening finds; null where rows are not screened
  float* place;      // rows x AXES: leading coordinates of the point
  double* remote;    // rows: |y - middle|^2 / (2h)
  int* nearest;      // rows x LOOKS: tiles that may have the heaviest centres, or -1
  double* looked;    // rows x 3: see Look in screen.cu
  float* reach;      // rows: leading energies above it are of no account; -1 where many are not above it
  int* candidates;   // rows: how many are not, listed in survivors; more than all where that is not known
  // queries in the working precision
  T* yHigh;  // rows x d
  T* yLow;   // rows x d; null for double
  // heaviest centre of each split
  T* partExponent;  // rows x splits: prior - |c - y|^2 / (2h)
  T* partHigh;      // rows x splits x d
  T* partLow;       // rows x splits x d; null for double
  T* partPrior;     // rows x splits
  // heaviest centre of all, the anchor c_0
  T* anchorHigh;    // rows x d
  T* anchorLow;     // rows x d; null for double
  T* twiceOffset;   // rows x d: 2 (c_0 - y)
  T* anchorPrior;   // rows
  // sums over a split about the anchor, all times exp(-peak)
  double* partSums;    // rows x splits x SUMS: peak, sum r, sum r^2, sum r |D|^2, near, visited
  double* partOffset;  // rows x splits x d: sum r D,  D = c - c_0
  unsigned* survivors;   // rows x splits x splitLength / 32: a bit for each centre that may count, in all passes
                         // where the row is screened, else in the spread; null for d <= SMALL_DIMENSION, and
                         // where neither is wanted
  // sums over the data
  T* mean;           // rows x d: u = m - c_0
  T* reference;      // rows: log(w / w_0) of weight 1 in the sums below
  T* cut;            // rows: what a centre must add to the trace of C to be kept
  int* listed;      // rows: whether survivors has all that count in the spread; null where that is not wanted
  double* totalR;   // rows: sum r
  double* partSpread; // rows x splits x d(d+1)/2, lower triangle by rows: sum r e e^T,  e = c - m
  double* partThird;  // rows x splits x d(d+1)(d+2)/6: sum r e e e; null where not wanted
  // results
  double* logDensity;  // rows
  double* neighbours;  // rows: 1 / sum w^2
  double* shift;       // rows x d: m - y, scaled
  double* dropped;     // rows: bound on what is missing from the ratio
  double* anchorEnergy;  // rows: |c_0 - y|^2 / (2h) - anchorPrior
  double* visited;       // rows: tiles that the sums about the anchor looked at; null for d > SMALL_DIMENSION
  double* ratio;       // rows x d x d: C / h, both triangles
  double* third;       // rows x d(d+1)(d+2)/6: sum w e e e, scaled, a >= b >= c by rows; or null

  __device__ T half_precision() const { return (T)(0.5 / variance); }
  __device__ T prior_of(long long i) const { return prior == nullptr ? T(0) : prior[i]; }
  __device__ long long split_row(long long row) const {
    return row * splits + firstSplit + blockIdx.y;
  }
  // The row of a place in the order of the rows.
  __device__ int row_at(long long place) const { return order == nullptr ? (int)place : order[place]; }
  // Groups of the split, counted from the first of all the data.
  __device__ long long group_begin() const {
    return (firstSplit + blockIdx.y) * (splitLength / GROUP_CENTRES);
  }
  __device__ long long group_end() const {
    const long long end = (firstSplit + blockIdx.y + 1) * (splitLength / GROUP_CENTRES);
    return end < groups ? end : groups;
  }
  // What the centres of the split are of all of them.
  __device__ double split_share() const {
    const long long first = (firstSplit + blockIdx.y) * splitLength;
    const long long rest = total - first;
    return (double)(rest < splitLength ? rest : splitLength) / total;
  }
  // Whether few centres matter to a row, and were listed in survivors before the passes.
  __device__ bool is_screened(long long row) const {
    return candidates != nullptr && candidates[row] <= total / FEW;
  }
  // Survivors of a row in the split of this block.
  __device__ unsigned* survivors_of(long long row) const {
    return survivors + split_row(row) * (splitLength / WARP);
  }
  __device__ int split_begin() const { return (int)(blockIdx.y * splitLength); }
  __device__ int split_end() const {
    const long long end = (blockIdx.y + 1) * splitLength;
    return (int)(end < count ? end : count);
  }
};

// near: the largest log(w_i / w_0) of a centre that is not where the anchor is.
enum Sum { PEAK = 0, WEIGHT = 1, SQUARE = 2, TRACE = 3, NEAR = 4, VISITED = 5, SUMS = 6 };
