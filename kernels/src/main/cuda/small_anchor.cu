// small_anchor_dD, D = 1..4: anchor_partial for small dimensions.
//   computes   argmax_i log pi_i - |c_i - y|^2 / (2h) over the centres of a split, or -infinity where the
//              heaviest centre of all is certainly in another split
//   in         m.centre*, m.prior, m.y*, m.tileBox, m.groupBox, m.floor
//   out        m.partExponent; where that is not -infinity of a split without candidates: m.partHigh, m.partLow,
//              m.partPrior
//   a block    4 rows (blockIdx.x) x one split (blockIdx.y); a warp one row, a lane one box, then two
//              centres of a tile
//   shared     0 bytes
//   presumes   every split has a centre
//   sums in    T, ascending coordinate; ties go to the lowest index
//   skips      groups and tiles whose box is too far to hold the heaviest centre, given m.floor and what was seen;
//              nearest boxes first. The heaviest centre is that of a pass over all of them, to the last bit
//   CPU twin   dev.arete.internal.reference.Posterior.heaviest
//   source     docs/maths.md
#include "device.cuh"

#include "box.cuh"

constexpr int NOWHERE = 0x7fffffff;

template <typename T>
struct Heaviest {
  T exponent;
  int at;  // of the centres on the device, in their order

  __device__ void hear(T candidate, int index) {
    const bool better = candidate > exponent || (candidate == exponent && index < at);
    exponent = better ? candidate : exponent;
    at = better ? index : at;
  }

  __device__ void agree() {
    for (int offset = WARP / 2; offset > 0; offset /= 2) {
      const T other = __shfl_xor_sync(FULL_WARP, exponent, offset);
      const int index = __shfl_xor_sync(FULL_WARP, at, offset);
      hear(other, index);
    }
  }
};

// The lane with the largest bound of those that wait and may hold a heavier centre; -1 if there is none.
template <typename T>
__device__ int most_promising(bool waits, T bound, T limit) {
  const bool open = waits && bound >= limit;
  const T top = warp_max(open ? bound : T(-INFINITY));
  const unsigned best = __ballot_sync(FULL_WARP, open && bound == top);
  return best == 0 ? -1 : __ffs(best) - 1;
}

template <typename T, int D>
__device__ void look_at_tile(
    const Moments<T>& m, const Point<T, D>& y, int tile, int centres, Heaviest<T>& heaviest) {
  const CentrePair<T, D> pair = CentrePair<T, D>::load(m, tile);
  const int first = 2 * (threadIdx.x % WARP);
  Heaviest<T> own = {-INFINITY, NOWHERE};
#pragma unroll
  for (int i = 0; i < 2; i++) {
    T square = 0;
#pragma unroll
    for (int j = 0; j < D; j++) {
      const T delta = pair.minus(i, y, j);
      square += delta * delta;
    }
    if (first + i < centres) {
      own.hear(pair.prior[i] - m.half_precision() * square, tile * TILE_CENTRES + first + i);
    }
  }
  own.agree();
  heaviest.hear(own.exponent, own.at);
}

template <typename T, int D>
__device__ void look_at_group(
    const Moments<T>& m, const Point<T, D>& y, long long group, T floor, Heaviest<T>& heaviest) {
  const long long first = group * GROUP_TILES;
  const long long tile = first + threadIdx.x % WARP;
  const long long before = m.firstSplit * (m.splitLength / TILE_CENTRES);
  bool waits = tile < m.tiles;
  const Box<T, D> box = Box<T, D>::load(m.tileBox, m.tiles, waits ? tile : first);
  const T bound = box.at_most(y, m.half_precision());
  while (true) {
    const T limit = fmax(floor, heaviest.exponent);
    const int next = most_promising(waits, bound, limit);
    if (next < 0) {
      return;
    }
    waits = waits && (int)(threadIdx.x % WARP) != next;
    const int centres = centres_of(m, (first + next) * TILE_CENTRES, TILE_CENTRES);
    look_at_tile(m, y, (int)(first + next - before), centres, heaviest);
  }
}

template <typename T, int D>
__device__ Heaviest<T> search(const Moments<T>& m, const Point<T, D>& y, T floor) {
  Heaviest<T> heaviest = {-INFINITY, NOWHERE};
  for (long long first = m.group_begin(); first < m.group_end(); first += WARP) {
    const long long group = first + threadIdx.x % WARP;
    bool waits = group < m.group_end();
    const Box<T, D> box = Box<T, D>::load(m.groupBox, m.groups, waits ? group : first);
    const T bound = box.at_most(y, m.half_precision());
    while (true) {
      const int next = most_promising(waits, bound, (T)fmax(floor, heaviest.exponent));
      if (next < 0) {
        break;
      }
      waits = waits && (int)(threadIdx.x % WARP) != next;
      look_at_group(m, y, first + next, floor, heaviest);
    }
  }
  return heaviest;
}

template <typename T, int D>
__device__ void small_anchor(const Moments<T>& m) {
  const long long row = small_warp();
  if (row >= *m.rowCount) {
    return;
  }
  const int lane = threadIdx.x % WARP;
  const Point<T, D> y = Point<T, D>::load(m.yHigh, m.yLow, row);
  const Heaviest<T> heaviest = search(m, y, m.floor[row]);
  const long long out = m.split_row(row);
  if (lane == 0) {
    m.partExponent[out] = heaviest.exponent;
  }
  if (heaviest.at == NOWHERE) {
    return;
  }
  if (lane == 0) {
    m.partPrior[out] = m.prior_of(heaviest.at);
  }
  if (lane < D) {
    const long long at = tile_element<D>(heaviest.at, lane);
    m.partHigh[out * D + lane] = m.centreHigh[at];
    if (Word<T>::HAS_LOW) {
      m.partLow[out * D + lane] = m.centreLow[at];
    }
  }
}

#define SMALL_ANCHOR(D, SUFFIX, T)                                                                      \
  extern "C" __global__ void __launch_bounds__(SMALL_THREADS, 4) small_anchor_d##D##SUFFIX(Moments<T> m) { \
    small_anchor<T, D>(m);                                                                              \
  }

SMALL_ANCHOR(1, _f32, float)
SMALL_ANCHOR(2, _f32, float)
SMALL_ANCHOR(3, _f32, float)
SMALL_ANCHOR(4, _f32, float)
SMALL_ANCHOR(1, _f64, double)
SMALL_ANCHOR(2, _f64, double)
SMALL_ANCHOR(3, _f64, double)
SMALL_ANCHOR(4, _f64, double)
