// screen_near, screen_floor, screen_list: which centres may matter to a row, told by AXES coordinates of each. These
// are products with orthonormal axes, so that the sum of squares of their differences, the leading energy, is no more
// than |c - y|^2 / (2h). Energies here are negative exponents, |c - y|^2 / (2h) - prior, or bounds on them.
//
// screen_near: where a row is, and which tiles may have its heaviest centres.
//   computes   leading coordinates of y; the tiles whose boxes allow the least energies, one of every 32nd each
//   in         m.axes, m.middle, m.y*, m.leadingBox
//   out        m.place, m.remote, m.nearest, m.looked
//
// screen_floor: an exponent that the heaviest centres reach, and how far beyond it others may matter.
//   computes   exponents of the centres of those tiles; of the second highest that is not where the highest is, floor,
//              the heaviest centre that is not where the anchor is cannot fall short. Centres of energies above
//              limit = L - floor together have sum r (1 + |D|^2/h) below SPARED m.share exp(floor - exponent of c_0)
//   in         m.centre*, m.prior, m.y*, m.place, m.remote, m.nearest, m.leadingBox
//   in, out    m.looked: tiles that are not on the device now are looked at in another launch
//   out        m.floor, m.reach, m.candidates (0, or more than all where too many boxes lie within reach)
//
// screen_list: the list.
//   computes   a bit for each centre that may be within the limit, and how many there are
//   in         m.place, m.reach, m.leading, m.cost, m.leadingBox
//   out        m.survivors, m.candidates
//   a warp     one row and one split (blockIdx.y, counted from the first of all the data), a lane one box or two centres
//
//   a warp     one row; a lane every 32nd box, or two centres of a tile
//   shared     0 bytes
//   presumes   |coordinate| < 1e18 in float, leading coordinates below 1e15
//   sums in    double; leading energies in float, ascending coordinate
//   CPU twin   dev.arete.internal.cpu.Screening, Candidates
//   source     docs/kernels.md
#include "device.cuh"

#include "weights.cuh"

constexpr int SCREEN_WARPS = 4;
constexpr int SCREEN_THREADS = SCREEN_WARPS * WARP;

// Rounding of leading coordinates and of their difference, and a little for the axes; of the sum of squares.
constexpr double TURNED = 0x1.001p-23;
constexpr double SQUARED = (AXES + 5) * 0x1p-24;
constexpr int MANY = 0x7fffffff;  // candidates that are not counted

__device__ inline long long screen_row() { return blockIdx.x * (long long)SCREEN_WARPS + threadIdx.x / WARP; }

// The highest exponents that were met. Who has the same |c - y|^2 as the highest is taken to be in the same place.
struct Look {
  double highest;
  double square;     // |c - y|^2 of the highest
  double elsewhere;  // the highest of those that are not there

  __device__ static Look nothing() { return {-INFINITY, -1, -INFINITY}; }

  __device__ static Look load(const double* from) { return {from[0], from[1], from[2]}; }

  __device__ void store(double* to) const {
    to[0] = highest;
    to[1] = square;
    to[2] = elsewhere;
  }

  __device__ void meet(const Look& other) {
    elsewhere = fmax(elsewhere, other.elsewhere);
    if (other.square != square) {
      elsewhere = fmax(elsewhere, fmin(highest, other.highest));
    }
    square = other.highest > highest ? other.square : square;
    highest = fmax(highest, other.highest);
  }
};

// No centre of a tile has a lower leading energy, as it is computed.
template <typename T>
__device__ float box_energy(const Moments<T>& m, long long tile, const float (&place)[AXES]) {
  float sum = 0;
#pragma unroll
  for (int j = 0; j < AXES; j++) {
    const float below = m.leadingBox[j * m.tiles + tile] - place[j];
    const float above = place[j] - m.leadingBox[(AXES + j) * m.tiles + tile];
    const float outside = fmaxf(fmaxf(below, above), 0.0f);
    sum = fmaf(outside, outside, sum);
  }
  return sum + m.leadingBox[2 * AXES * m.tiles + tile];
}

template <typename T>
__device__ void load_place(const Moments<T>& m, long long row, float (&place)[AXES]) {
#pragma unroll
  for (int j = 0; j < AXES; j++) {
    place[j] = m.place[row * AXES + j];
  }
}

// Fills in the leading coordinates of a row in all lanes.
template <typename T>
__device__ void find_place(const Moments<T>& m, long long row, float (&place)[AXES]) {
  const int lane = threadIdx.x % WARP;
  double sum[AXES] = {};
  double square = 0;
  for (long long j = lane; j < m.dimension; j += WARP) {
    const long long at = row * m.dimension + j;
    const double x = ((double)m.yHigh[at] - m.middle[j]) + (double)low_word(m.yLow, at);
    square += x * x;
#pragma unroll
    for (int a = 0; a < AXES; a++) {
      sum[a] += m.axes[a * m.dimension + j] * x;
    }
  }
  square = warp_sum(square);
#pragma unroll
  for (int a = 0; a < AXES; a++) {
    place[a] = (float)warp_sum(sum[a]);
    if (lane == a) {
      m.place[row * AXES + a] = place[a];
    }
  }
  if (lane == 0) {
    m.remote[row] = square / (2 * m.variance);
  }
}

template <typename T>
__device__ void screen_near(const Moments<T>& m) {
  const long long row = screen_row();
  if (row >= *m.rowCount) {
    return;
  }
  const int lane = threadIdx.x % WARP;
  float place[AXES];
  find_place(m, row, place);
  float least = INFINITY;
  int tile = -1;
  for (int t = lane; t < m.tiles; t += WARP) {
    const float energy = box_energy(m, t, place);
    tile = energy < least ? t : tile;
    least = energy < least ? energy : least;
  }
  for (int look = 0; look < LOOKS; look++) {
    const float first = -warp_max(-least);
    const int owner = __ffs(__ballot_sync(FULL_WARP, least == first)) - 1;
    if (lane == owner) {
      m.nearest[row * LOOKS + look] = tile;
      least = INFINITY;
      tile = -1;
    }
  }
  if (lane == 0) {
    Look::nothing().store(m.looked + row * 3);
  }
}

// What a lane sees of a tile, if that is on the device.
template <typename T>
__device__ void look_at(const Moments<T>& m, long long row, int tile, Look& look) {
  const long long first = tile * (long long)TILE_CENTRES - m.firstSplit * m.splitLength;
  for (int half = 0; half < TILE_CENTRES; half += WARP) {
    const long long i = first + half + threadIdx.x % WARP;
    if (tile >= 0 && first >= 0 && i < m.count) {
      double square = 0;
      for (long long j = 0; j < m.dimension; j++) {
        const long long from = i * m.dimension + j;
        const long long at = row * m.dimension + j;
        const double delta = ((double)m.centreHigh[from] - (double)m.yHigh[at]) +
                             ((double)low_word(m.centreLow, from) - (double)low_word(m.yLow, at));
        square = fma(delta, delta, square);
      }
      look.meet({(double)m.prior_of(i) - square / (2 * m.variance), square, -INFINITY});
    }
  }
}

// The least leading energy that is of no account, where exponents from floor on are reached.
// |D|^2/h <= 4 (x + 2 |floor|) for a centre with an exponent x below floor, so that n of them, all at L, have no more
// than n exp(-L) (1 + 4 L + 8 |floor|), and exp(L - L0 - 1) is more than that parenthesis over e.
template <typename T>
__device__ float reach_of(const Moments<T>& m, long long row, double floor) {
  const double plain = log(m.total / (SPARED * m.share));
  const double limit = plain + log(2 + 8 * plain - 8 * floor) + 1 - floor;
  const double length = sqrt(limit);
  const double shift = TURNED * (sqrt(m.remote[row]) + length);
  const double error = 2 * length * shift + shift * shift + SQUARED * limit;
  return (float)((limit + error) * (1 + 0x1p-22));
}

template <typename T>
__device__ void screen_floor(const Moments<T>& m) {
  const long long row = screen_row();
  if (row >= *m.rowCount) {
    return;
  }
  const int lane = threadIdx.x % WARP;
  Look look = lane == 0 ? Look::load(m.looked + row * 3) : Look::nothing();
  for (int k = 0; k < LOOKS; k++) {
    look_at(m, row, m.nearest[row * LOOKS + k], look);
  }
  for (int offset = WARP / 2; offset > 0; offset /= 2) {
    look.meet({__shfl_xor_sync(FULL_WARP, look.highest, offset), __shfl_xor_sync(FULL_WARP, look.square, offset),
               __shfl_xor_sync(FULL_WARP, look.elsewhere, offset)});
  }
  // below what rounding of the sum, and of this number, makes of it
  const double rounding = (m.dimension + 8) * 0x1p-52 + 4 * Word<T>::ROUNDOFF;
  const T floor = (T)(look.elsewhere - fabs(look.elsewhere) * rounding);
  const float reach = reach_of(m, row, (double)floor);
  float place[AXES];
  load_place(m, row, place);
  int within = 0;
  for (long long t = lane; t < m.tiles; t += WARP) {
    within += box_energy(m, t, place) > reach ? 0 : 1;
  }
  const bool many = 2LL * warp_sum(within) > m.tiles;
  if (lane == 0) {
    look.store(m.looked + row * 3);
    m.floor[row] = floor;
    m.reach[row] = many ? -1.0f : reach;
    m.candidates[row] = many ? MANY : 0;
  }
}

// A bit for each of 32 centres of a tile that may be within reach.
template <typename T>
__device__ unsigned candidates_of(const Moments<T>& m, long long tile, int half, const float (&place)[AXES],
                                  float reach) {
  const int own = half + threadIdx.x % WARP;
  const float* coordinates = m.leading + tile * (AXES * TILE_CENTRES) + own;
  float energy = 0;
#pragma unroll
  for (int j = 0; j < AXES; j++) {
    const float delta = coordinates[j * TILE_CENTRES] - place[j];
    energy = fmaf(delta, delta, energy);
  }
  energy += m.cost == nullptr ? 0.0f : m.cost[tile * TILE_CENTRES + own];
  return __ballot_sync(FULL_WARP, tile * TILE_CENTRES + own < m.total && !(energy > reach));
}

template <typename T>
__device__ void screen_list(const Moments<T>& m) {
  const long long row = screen_row();
  if (row >= *m.rowCount || m.reach[row] < 0) {
    return;
  }
  const int lane = threadIdx.x % WARP;
  const float reach = m.reach[row];
  float place[AXES];
  load_place(m, row, place);
  unsigned* words = m.survivors + (row * m.splits + blockIdx.y) * (m.splitLength / WARP);
  const long long begin = blockIdx.y * (m.splitLength / TILE_CENTRES);
  const long long stop = begin + m.splitLength / TILE_CENTRES;
  const long long end = stop < m.tiles ? stop : m.tiles;
  int found = 0;
  for (long long first = begin; first < end; first += WARP) {
    const long long own = first + lane;
    const bool near = own < end && !(box_energy(m, own, place) > reach);
    unsigned front = 0;
    unsigned back = 0;
    for (unsigned rest = __ballot_sync(FULL_WARP, near); rest != 0; rest &= rest - 1) {
      const int bit = __ffs(rest) - 1;
      const unsigned low = candidates_of(m, first + bit, 0, place, reach);
      const unsigned high = candidates_of(m, first + bit, WARP, place, reach);
      found += __popc(low) + __popc(high);
      front = lane == bit ? low : front;
      back = lane == bit ? high : back;
    }
    if (own < end) {
      words[2 * (own - begin)] = front;
      words[2 * (own - begin) + 1] = back;
    }
  }
  if (lane == 0 && found > 0) {
    atomicAdd(m.candidates + row, found);
  }
}

#define SCREEN(STEM, SUFFIX, T)                                                                   \
  extern "C" __global__ void __launch_bounds__(SCREEN_THREADS) screen_##STEM##SUFFIX(Moments<T> m) { \
    screen_##STEM(m);                                                                             \
  }

SCREEN(near, _f32, float)
SCREEN(near, _f64, double)
SCREEN(floor, _f32, float)
SCREEN(floor, _f64, double)
SCREEN(list, _f32, float)
SCREEN(list, _f64, double)
