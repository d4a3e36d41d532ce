// shift_partial: sums of the posterior weights about the anchor over one split of the data.
//   computes   with D = c - a, a the high word of the anchor c_0, and r_i = exp(log(w_i / w_a) - peak), w_a the weight
//              of a centre at a: peak, sum r, sum r^2, sum r |D|^2, sum r D, near
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset
//   out        m.partSums, m.partOffset, m.survivors
//   a block    32 rows (blockIdx.x) x one split (blockIdx.y), 128 threads; of each tile of 64 centres a thread
//              weighs 4 for 4 rows, then adds all of them up for 4 rows and one coordinate (two in float) at a time
//   shared     static: 35 KiB (float), 33.8 KiB (double)
//   leaves out rows that shift_screened does
//   presumes   the anchor is among the centres, so that the peak is about its exponent; splits are whole tiles
//   sums in    T over 128 centres of a thread and over a tile, double beyond;
//              threads that share rows in a tree
//   CPU twin   dev.arete.internal.reference.Posterior.weigh, findMean
//   source     docs/maths.md
//
// shift_merge: adds the splits in ascending order, and puts them about c_0 again.
//   computes   log p = log pi_0 - |c_0 - y|^2 / (2h) - m.logNormaliser + peak + log sum r
//              m - y = (c_0 - y) + u,  u = sum r D / sum r
//   out        m.logDensity, m.neighbours, m.shift, m.mean, m.reference, m.cut, m.totalR, m.dropped,
//              m.visited, m.listed
//   a thread   one row (shift_merge_g1); a warp one row (g32), a lane every 32nd coordinate
#include "device.cuh"

#include "group.cuh"
#include "pairs.cuh"
#include "weights.cuh"

constexpr int THREAD_TERMS = 128;  // numbers that a thread sums before it hands them over

template <typename T>
struct PairShared {
  CentreBlock<T> high;
  RowBlock<T> anchor;
  RowBlock<T> twiceOffset;
  __align__(16) T weight[PAIR_CENTRES][PAIR_ROWS + LOAD<T>];
};

template <typename T>
struct ShiftShared : PairShared<T> {
  __device__ void stage_low(const Moments<T>&, int, int, int, int) {}

  __device__ void low_of(int, int, T (&)[OWN]) const {}
};

template <>
struct ShiftShared<float> : PairShared<float> {
  CentreBlock<float> low;

  __device__ void stage_low(const Moments<float>& m, int first, int end, int dimension, int j0) {
    low.stage(m.centreLow, first, end, dimension, j0);
  }

  __device__ void low_of(int owner, int j, float (&centres)[OWN]) const { low.of(owner, j, centres); }
};

// The rows of a thread: where they are, and what it sums of them, times exp(-peak). The peak is the same in all
// sharers.
template <typename T>
struct ShiftRows {
  int first;  // of the rows of the thread
  unsigned used;  // a bit each: whether it is one
  T prior[OWN];
  T still[OWN];  // |c_0 - a|^2, summed as that of any centre: who has it is where the anchor is
  T peak[OWN];
  T weight[OWN];
  T square[OWN];
  T trace[OWN];
  T near[OWN];

  __device__ bool has(int k) const { return (used >> k & 1) != 0; }

  __device__ void begin(const Moments<T>& m, int rows) {
    first = blockIdx.x * PAIR_ROWS + own_row();
    used = 0;
#pragma unroll
    for (int k = 0; k < OWN; k++) {
      used |= is_for_blocks(m, first + k, rows) ? 1u << k : 0u;
      prior[k] = has(k) ? m.anchorPrior[first + k] : T(0);
      weight[k] = square[k] = trace[k] = still[k] = peak[k] = 0;
      near[k] = -INFINITY;
      clear(m, k);
    }
    if (Word<T>::HAS_LOW) {
      find_anchor(m);
    }
  }

  // The peak, but for rounding. One row a sharer.
  __device__ void find_anchor(const Moments<T>& m) {
    const int own = sharer() % OWN;
    T exponent = 0;
    T distance = 0;
    if (has(own)) {
      weigh_anchor(m, first + own, exponent, distance);
    }
#pragma unroll
    for (int k = 0; k < OWN; k++) {
      const int from = threadIdx.x % WARP / SHARERS * SHARERS + k;
      peak[k] = __shfl_sync(FULL_WARP, exponent, from);
      still[k] = __shfl_sync(FULL_WARP, distance, from);
    }
  }

  // Sums beyond those of a thread.
  __device__ void clear(const Moments<T>& m, int k) const {
    for (long long j = sharer(); has(k) && j < m.dimension; j += SHARERS) {
      m.partOffset[m.split_row(first + k) * m.dimension + j] = 0;
    }
    for (int s = WEIGHT; has(k) && sharer() == 0 && s <= TRACE; s++) {
      m.partSums[m.split_row(first + k) * SUMS + s] = 0;
    }
  }

  __device__ void add(int k, T r, T exponent, T distance) {
    const bool elsewhere = distance != still[k];
    weight[k] += r;
    square[k] += r * r;
    trace[k] += elsewhere && r > 0 ? r * distance : T(0);
    near[k] = elsewhere && exponent > near[k] ? exponent : near[k];
  }

  // Adds what the sharers have to what is beyond them, and starts from 0.
  __device__ void hand_over(const Moments<T>& m) {
#pragma unroll
    for (int k = 0; k < OWN; k++) {
      const double totalWeight = sharer_sum((double)weight[k]);
      const double totalSquare = sharer_sum((double)square[k]);
      const double totalTrace = sharer_sum((double)trace[k]);
      if (has(k) && sharer() == 0) {
        double* out = m.partSums + m.split_row(first + k) * SUMS;
        out[WEIGHT] += totalWeight;
        out[SQUARE] += totalSquare;
        out[TRACE] += totalTrace;
      }
      weight[k] = square[k] = trace[k] = 0;
    }
  }

  // Raises the peak of a row where a tile exceeds it, which rounding alone can cause.
  __device__ void raise_peak(const Moments<T>& m, int k, const T (&exponent)[OWN]) {
    T largest = exponent[0];
#pragma unroll
    for (int u = 1; u < OWN; u++) {
      largest = exponent[u] > largest ? exponent[u] : largest;
    }
    largest = sharer_max(largest);
    if (largest > peak[k]) {
      const T factor = exp(peak[k] - largest);
      peak[k] = largest;
      weight[k] *= factor;
      square[k] *= factor * factor;
      trace[k] *= factor;
      rescale(m, k, (double)factor);
    }
  }

  __device__ void rescale(const Moments<T>& m, int k, double factor) const {
    const long long out = m.split_row(first + k);
    if (sharer() == 0) {
      double* part = m.partSums + out * SUMS;
      part[WEIGHT] *= factor;
      part[SQUARE] *= factor * factor;
      part[TRACE] *= factor;
    }
    for (long long j = sharer(); j < m.dimension; j += SHARERS) {
      m.partOffset[out * m.dimension + j] *= factor;
    }
  }

  __device__ void end(const Moments<T>& m) const {
#pragma unroll
    for (int k = 0; k < OWN; k++) {
      const T all = sharer_max(near[k]);
      if (has(k) && sharer() == 0) {
        double* out = m.partSums + m.split_row(first + k) * SUMS;
        out[PEAK] = peak[k];
        out[NEAR] = all;
      }
    }
  }
};

template <typename T>
__device__ void stage_pairs(const Moments<T>& m, ShiftShared<T>& shared, int first, int end, int rows, int j0) {
  const int d = (int)m.dimension;
  const int firstRow = blockIdx.x * PAIR_ROWS;
  __syncthreads();
  shared.high.stage(m.centreHigh, first, end, d, j0);
  shared.stage_low(m, first, end, d, j0);
  if (d > DEPTH<T> || first == m.split_begin()) {  // else the only chunk of the rows is still there
    shared.anchor.stage(firstRow, rows, d, j0, [&](long long at) { return m.anchorHigh[at]; });
    shared.twiceOffset.stage(firstRow, rows, d, j0, [&](long long at) { return twice_offset(m, at); });
  }
  __syncthreads();
}

template <typename T>
__device__ void add_excess(const ShiftShared<T>& shared, int width, T (&sum)[OWN][OWN], T (&distance)[OWN][OWN]) {
#pragma unroll 1
  for (int j4 = 0; j4 < width; j4 += OWN) {
#pragma unroll
    for (int j = j4; j < j4 + OWN; j++) {
      T anchor[OWN];
      T twice[OWN];
      T high[OWN];
      T low[OWN];
      shared.anchor.own(j, anchor);
      shared.twiceOffset.own(j, twice);
      shared.high.of(sharer(), j, high);
      shared.low_of(sharer(), j, low);
#pragma unroll
      for (int k = 0; k < OWN; k++) {
#pragma unroll
        for (int u = 0; u < OWN; u++) {
          const T delta = apart(high[u], low[u], anchor[k]);
          sum[k][u] = fma(delta, delta + twice[k], sum[k][u]);
          distance[k][u] = fma(delta, delta, distance[k][u]);
        }
      }
    }
  }
}

// Turns the sums of the pairs into exponents, log(w_i / w_a); nothing is what a pair outside weighs.
template <typename T>
__device__ void find_exponents(const Moments<T>& m, ShiftRows<T>& mine, int first, int end, T (&sum)[OWN][OWN]) {
  bool higher = false;
#pragma unroll
  for (int u = 0; u < OWN; u++) {
    const int i = first + u * SHARERS + sharer();
#pragma unroll
    for (int k = 0; k < OWN; k++) {
      const bool inside = i < end && mine.has(k);
      sum[k][u] = inside ? relative_exponent(m, mine.prior[k], sum[k][u], i) : T(-INFINITY);
      higher |= sum[k][u] > mine.peak[k];
    }
  }
  if (__any_sync(FULL_WARP, higher)) {
#pragma unroll
    for (int k = 0; k < OWN; k++) {
      mine.raise_peak(m, k, sum[k]);
    }
  }
}

// Notes which centres of the tile may count in the spread, a bit each: of each row of the thread two words of 32.
template <typename T>
__device__ void note_survivors(const Moments<T>& m, const ShiftRows<T>& mine, int tile, const T (&r)[OWN][OWN],
                               const T (&distance)[OWN][OWN]) {
  const T rare = (T)(m.variance * RARE * m.share / m.total);
  const int half = threadIdx.x % WARP / SHARERS * SHARERS;  // the bits of a vote that are of these rows
#pragma unroll
  for (int k = 0; k < OWN; k++) {
    unsigned bits[OWN];
#pragma unroll
    for (int u = 0; u < OWN; u++) {
      const bool counts = r[k][u] * ((T)m.variance + distance[k][u]) > rare;
      bits[u] = __ballot_sync(FULL_WARP, counts) >> half & 0xffffu;
    }
    if (sharer() == k && mine.has(k)) {
      unsigned* words = m.survivors_of(mine.first + k) + 2 * tile;
      words[0] = bits[0] | bits[1] << SHARERS;
      words[1] = bits[2] | bits[3] << SHARERS;
    }
  }
}

// Weighs the pairs of a tile.
template <typename T>
__device__ void weigh_pairs(const Moments<T>& m, ShiftShared<T>& shared, ShiftRows<T>& mine, int first, int end,
                            T (&sum)[OWN][OWN], const T (&distance)[OWN][OWN]) {
  find_exponents(m, mine, first, end, sum);
#pragma unroll
  for (int u = 0; u < OWN; u++) {
#pragma unroll
    for (int k = 0; k < OWN; k++) {
      const T exponent = sum[k][u];
      sum[k][u] = exp(exponent - mine.peak[k]);
      mine.add(k, sum[k][u], exponent, distance[k][u]);
      shared.weight[u * SHARERS + sharer()][own_row() + k] = sum[k][u];
    }
  }
  if (m.listed != nullptr) {
    note_survivors(m, mine, (first - m.split_begin()) / PAIR_CENTRES, sum, distance);
  }
  __syncwarp(FULL_WARP);  // the weights of a row are summed by those who found them
}

// sum r D over the centres of the tile, for the rows of the thread and every 16th coordinate from j0 on.
template <typename T>
__device__ void add_offsets(const Moments<T>& m, const ShiftShared<T>& shared, const ShiftRows<T>& mine, int j0) {
#pragma unroll
  for (int strip = 0; strip < DEPTH<T>; strip += SHARERS) {
    if (j0 + strip >= m.dimension) {
      break;
    }
    const int j = strip + sharer();
    T anchor[OWN];
    T part[OWN] = {};
    shared.anchor.own(j, anchor);
#pragma unroll 4
    for (int owner = 0; owner < SHARERS; owner++) {
      T high[OWN];
      T low[OWN];
      shared.high.of(owner, j, high);
      shared.low_of(owner, j, low);
#pragma unroll
      for (int u = 0; u < OWN; u++) {
        T weight[OWN];
        load_four(&shared.weight[u * SHARERS + owner][own_row()], LOAD<T>, weight);
#pragma unroll
        for (int k = 0; k < OWN; k++) {
          part[k] = fma(weight[k], apart(high[u], low[u], anchor[k]), part[k]);
        }
      }
    }
#pragma unroll
    for (int k = 0; k < OWN; k++) {
      if (mine.has(k) && j0 + j < m.dimension) {
        m.partOffset[m.split_row(mine.first + k) * m.dimension + j0 + j] += (double)part[k];
      }
    }
  }
}

template <typename T>
__device__ void shift_partial(const Moments<T>& m, ShiftShared<T>& shared) {
  const int d = (int)m.dimension;
  const int rows = *m.rowCount;
  const int begin = m.split_begin();
  const int end = has_rows_for_blocks(m, rows) ? m.split_end() : begin;
  ShiftRows<T> mine;
  mine.begin(m, rows);
  for (int first = begin; first < end; first += PAIR_CENTRES) {
    T sum[OWN][OWN] = {};
    T distance[OWN][OWN] = {};
    for (int j0 = 0; j0 < d; j0 += DEPTH<T>) {
      stage_pairs(m, shared, first, end, rows, j0);
      add_excess(shared, chunk_width<T>(d, j0), sum, distance);
    }
    weigh_pairs(m, shared, mine, first, end, sum, distance);
    for (int j0 = 0; j0 < d; j0 += DEPTH<T>) {
      if (d > DEPTH<T>) {  // else the only chunk is still there
        stage_pairs(m, shared, first, end, rows, j0);
      }
      add_offsets(m, shared, mine, j0);
    }
    const int tiles = (first - begin) / PAIR_CENTRES + 1;
    if (tiles % (THREAD_TERMS / OWN) == 0 || first + PAIR_CENTRES >= end) {
      mine.hand_over(m);
    }
  }
  mine.end(m);
}

// Adds the scalar sums of the splits of a row, all times exp(-peak).
template <typename T>
__device__ void merge_sums(const Moments<T>& m, long long row, double* sums) {
  const double* part = m.partSums + row * m.splits * SUMS;
  double peak = part[PEAK];
  double near = part[NEAR];
  for (long long s = 1; s < m.splits; s++) {
    peak = fmax(peak, part[s * SUMS + PEAK]);
    near = fmax(near, part[s * SUMS + NEAR]);
  }
  sums[PEAK] = peak;
  sums[NEAR] = near;
  sums[WEIGHT] = sums[SQUARE] = sums[TRACE] = sums[VISITED] = 0;
  for (long long s = 0; s < m.splits; s++) {
    const double factor = exp(part[s * SUMS + PEAK] - peak);
    sums[WEIGHT] += factor * part[s * SUMS + WEIGHT];
    sums[SQUARE] += factor * factor * part[s * SUMS + SQUARE];
    sums[TRACE] += factor * part[s * SUMS + TRACE];
    sums[VISITED] += m.visited == nullptr ? 0 : part[s * SUMS + VISITED];
  }
}

// Whether a screened row has so much trace that what was left out is nothing beside it.
template <typename T>
__device__ bool is_enough(const Moments<T>& m, long long row, const double* sums) {
  const double above = (double)m.floor[row] + m.anchorEnergy[row];
  const double lightest = exp(fmin(above, 0.0));  // no more than that of the others
  const double trace = sums[TRACE] * exp(sums[PEAK]);
  return lightest > LIGHTEST && trace > ENOUGH_SCREENED * lightest * m.variance;
}

// What the spread is summed in, and what it may leave out: together less than m.share of the
// trace. Where the sums above left out as much, it is missing from the weight C is divided by; where
// survivors are listed, an eighth of it may be missing from the list.
// offset: |m - c_0|^2.
template <typename T>
__device__ void store_reference(
    const Moments<T>& m, long long row, const double* sums, double offset) {
  const bool screened = m.is_screened(row);
  const bool lonely = sums[NEAR] < LONELY && sums[NEAR] > -INFINITY;
  // Below 0 stands for the others: the peak is that only by the rounding of what the anchor is summed about.
  const double reference = lonely ? sums[NEAR] : fmax(sums[PEAK], 0.0);
  const double dropped = m.share * sums[TRACE];
  m.reference[row] = (T)reference;
  m.totalR[row] = sums[WEIGHT] * exp(sums[PEAK] - (double)(T)reference);
  m.cut[row] = (T)(dropped / m.total * exp(sums[PEAK] - reference));
  const double passes = m.dimension <= SMALL_DIMENSION ? 2 : screened ? 1.25 : 1.125;
  m.dropped[row] = passes * dropped / (sums[WEIGHT] * m.variance);
  if (m.listed != nullptr) {
    const bool enough = screened ? is_enough(m, row, sums)
                                 : !lonely && sums[TRACE] > ENOUGH * fmax(m.variance, offset);
    m.listed[row] = enough && sums[PEAK] <= 1;
  }
}

// What the anchor is from the point that shift_partial sums about; small_shift sums about the anchor.
template <typename T>
__device__ double low_about(const Moments<T>& m, long long at) {
  return m.dimension <= SMALL_DIMENSION ? 0 : (double)low_word(m.anchorLow, at);
}

// log(w_a / w_0) of that point a: (|c_0 - y|^2 - |a - y|^2) / (2h).
template <int G, typename T>
__device__ double lift_of(const Moments<T>& m, long long row) {
  double sum = 0;
  for (long long j = Group<G>::lane(); j < m.dimension; j += G) {
    const long long at = row * m.dimension + j;
    const double low = low_about(m, at);
    sum += low * (((double)m.anchorHigh[at] - (double)m.yHigh[at]) * 2 + low - 2 * (double)low_word(m.yLow, at));
  }
  return Group<G>::sum(sum) / (2 * m.variance);
}

template <int G, typename T>
__device__ void shift_merge(const Moments<T>& m) {
  const long long row = Group<G>::row();
  const int lane = Group<G>::lane();
  if (row >= *m.rowCount) {
    return;
  }
  double sums[SUMS];
  merge_sums(m, row, sums);
  const double lift = lift_of<G>(m, row);
  double square = 0;
  double offsets = 0;
  for (long long j = lane; j < m.dimension; j += G) {
    double offset = 0;
    for (long long s = 0; s < m.splits; s++) {
      const long long part = row * m.splits + s;
      const double factor = exp(m.partSums[part * SUMS + PEAK] - sums[PEAK]);
      offset += factor * m.partOffset[part * m.dimension + j];
    }
    const long long at = row * m.dimension + j;
    const double toAnchor = ((double)m.anchorHigh[at] - (double)m.yHigh[at]) +
                            ((double)low_word(m.anchorLow, at) - (double)low_word(m.yLow, at));
    offset = offset / sums[WEIGHT] - low_about(m, at);
    m.mean[at] = (T)offset;
    m.shift[at] = toAnchor + offset;
    square += toAnchor * toAnchor;
    offsets += offset * offset;
  }
  square = Group<G>::sum(square);
  offsets = Group<G>::sum(offsets);
  sums[PEAK] += lift;
  sums[NEAR] += lift;
  if (lane == 0) {
    m.logDensity[row] = m.logWeight + (double)m.anchorPrior[row] - square / (2 * m.variance) -
                        m.logNormaliser + sums[PEAK] + log(sums[WEIGHT]);
    m.anchorEnergy[row] = square / (2 * m.variance) - (double)m.anchorPrior[row];
    m.neighbours[row] = sums[WEIGHT] * sums[WEIGHT] / sums[SQUARE];
    if (m.visited != nullptr) {
      m.visited[row] = sums[VISITED];
    }
    store_reference(m, row, sums, offsets);
  }
}

extern "C" __global__ void __launch_bounds__(PAIR_THREADS, 3) shift_partial_f32(Moments<float> m) {
  __shared__ ShiftShared<float> shared;
  shift_partial(m, shared);
}

extern "C" __global__ void __launch_bounds__(PAIR_THREADS, 2) shift_partial_f64(Moments<double> m) {
  __shared__ ShiftShared<double> shared;
  shift_partial(m, shared);
}

extern "C" __global__ void shift_merge_g1_f32(Moments<float> m) { shift_merge<1>(m); }

extern "C" __global__ void shift_merge_g1_f64(Moments<double> m) { shift_merge<1>(m); }

extern "C" __global__ void shift_merge_g32_f32(Moments<float> m) { shift_merge<32>(m); }

extern "C" __global__ void shift_merge_g32_f64(Moments<double> m) { shift_merge<32>(m); }
