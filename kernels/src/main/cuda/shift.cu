// shift_partial: sums of the posterior weights about the anchor over one split of the data.
//   computes   with r_i = exp(log(w_i / w_0) - peak): peak, sum r, sum r^2, sum r |D|^2, sum r D, near
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset
//   out        m.partSums, m.partOffset, m.survivors
//   a block    16 rows (blockIdx.x) x one split (blockIdx.y), 128 threads; a warp has 4 rows; a
//              lane one centre of each tile of 32, then one coordinate
//   shared     static: 16.5 KiB (float), 20.8 KiB (double)
//   presumes   the anchor is among the centres, so that the peak is about 0
//   sums in    T over 128 centres of a lane and over a tile, double beyond;
//              lanes in a tree
//   CPU twin   dev.arete.internal.reference.Posterior.weigh, findMean
//   source     docs/maths.md
//
// shift_merge: adds the splits in ascending order.
//   computes   log p = log pi_0 - |c_0 - y|^2 / (2h) - m.logNormaliser + peak + log sum r
//              m - y = (c_0 - y) + u,  u = sum r D / sum r
//   out        m.logDensity, m.neighbours, m.shift, m.mean, m.reference, m.cut, m.totalR, m.dropped,
//              m.visited, m.listed
//   a thread   one row (shift_merge_g1); a warp one row (g32), a lane every 32nd coordinate
#include "device.cuh"

#include "group.cuh"
#include "tile.cuh"
#include "weights.cuh"

constexpr int LANE_TERMS = 128;  // numbers that a lane sums before it hands them over

template <typename T>
struct ShiftShared {
  CentreTile<T> centres;
  PairTile<T> anchor;
  RowTile<T> twiceOffset;
  T weight[BLOCK_QUERIES][TILE];
};

// The sums of one row that a lane keeps; sums are times exp(-peak), peak is the same in all lanes.
template <typename T>
struct LaneSums {
  T peak;
  T weight;
  T square;
  T trace;
  T near;

  __device__ void rescale(T factor) {
    weight *= factor;
    square *= factor * factor;
    trace *= factor;
  }

  // Adds what the lanes have to out, and starts from 0.
  __device__ void hand_over(double* out, bool inUse, int lane) {
    const double totalWeight = warp_sum((double)weight);
    const double totalSquare = warp_sum((double)square);
    const double totalTrace = warp_sum((double)trace);
    if (inUse && lane == 0) {
      out[WEIGHT] += totalWeight;
      out[SQUARE] += totalSquare;
      out[TRACE] += totalTrace;
    }
    weight = square = trace = 0;
  }
};

template <typename T>
__device__ void stage_all(ShiftShared<T>& shared, const Moments<T>& m, int first, int end,
                          int firstRow, int rows, int j0) {
  const int d = (int)m.dimension;
  __syncthreads();
  shared.centres.stage(m, first, end, j0);
  shared.anchor.stage(m.anchorHigh, m.anchorLow, firstRow, rows, d, j0);
  shared.twiceOffset.stage(m.twiceOffset, firstRow, rows, d, j0);
  __syncthreads();
}

template <typename T>
__device__ void add_excess(
    const ShiftShared<T>& shared, int lane, int slot, int width, T* sum, T* square) {
  for (int j = 0; j < width; j++) {
    const T high = shared.centres.high[lane][j];
    const T low = shared.centres.low_of(lane, j);
#pragma unroll
    for (int k = 0; k < WARP_QUERIES; k++) {
      const T delta =
          difference(high, low, shared.anchor.high[slot + k][j], shared.anchor.low_of(slot + k, j));
      sum[k] += excess(delta, shared.twiceOffset.value[slot + k][j]);
      square[k] += delta * delta;
    }
  }
}

// Raises the peak of a row where a tile exceeds it, which rounding alone can cause.
template <typename T>
__device__ void raise_peak(
    const Moments<T>& m, LaneSums<T>& sums, T exponent, long long out, int lane) {
  const T largest = warp_max(exponent);
  if (largest > sums.peak) {
    const T factor = exp(sums.peak - largest);
    sums.rescale(factor);
    sums.peak = largest;
    if (lane == 0) {
      double* part = m.partSums + out * SUMS;
      part[WEIGHT] *= (double)factor;
      part[SQUARE] *= (double)factor * (double)factor;
      part[TRACE] *= (double)factor;
    }
    for (long long j = lane; j < m.dimension; j += WARP) {
      m.partOffset[out * m.dimension + j] *= (double)factor;
    }
  }
}

// sum r D over the centres of the tile, lane = coordinate.
template <typename T>
__device__ void add_offsets(const Moments<T>& m, const ShiftShared<T>& shared, int lane, int slot,
                            int firstRow, int rows, int j0) {
  const int j = j0 + lane;
#pragma unroll
  for (int k = 0; k < WARP_QUERIES; k++) {
    const int row = firstRow + slot + k;
    if (row >= rows || j >= m.dimension) {
      continue;
    }
    const T high = shared.anchor.high[slot + k][lane];
    const T low = shared.anchor.low_of(slot + k, lane);
    T part = 0;
    for (int i = 0; i < TILE; i++) {
      part += shared.weight[slot + k][i] *
              difference(shared.centres.high[i][lane], shared.centres.low_of(i, lane), high, low);
    }
    m.partOffset[m.split_row(row) * m.dimension + j] += (double)part;
  }
}

// Notes which centres of the tile may count in the spread, a bit each.
template <typename T>
__device__ void note_survivors(const Moments<T>& m, int row, int rows, int tile, T r, T square) {
  const T rare = (T)(m.variance * RARE * m.share / m.total);
  const unsigned bits = __ballot_sync(FULL_WARP, r * ((T)m.variance + square) > rare);
  if (threadIdx.x % WARP == 0 && row < rows) {
    m.survivors_of(row)[tile] = bits;
  }
}

template <typename T>
__device__ void shift_partial(const Moments<T>& m, ShiftShared<T>& shared) {
  const int d = (int)m.dimension;
  const int rows = *m.rowCount;
  const int lane = threadIdx.x % WARP;
  const int slot = threadIdx.x / WARP * WARP_QUERIES;
  const int firstRow = blockIdx.x * BLOCK_QUERIES;
  const int begin = m.split_begin();
  const int end = firstRow < rows ? m.split_end() : begin;
  LaneSums<T> sums[WARP_QUERIES] = {};
#pragma unroll
  for (int k = 0; k < WARP_QUERIES; k++) {
    sums[k].near = -INFINITY;
  }
  T prior[WARP_QUERIES];
#pragma unroll
  for (int k = 0; k < WARP_QUERIES; k++) {
    const int row = firstRow + slot + k;
    prior[k] = row < rows ? m.anchorPrior[row] : T(0);
    for (long long j = lane; row < rows && j < d; j += WARP) {
      m.partOffset[m.split_row(row) * d + j] = 0;
    }
    for (int s = WEIGHT; row < rows && lane == 0 && s <= TRACE; s++) {
      m.partSums[m.split_row(row) * SUMS + s] = 0;
    }
  }
  for (int first = begin; first < end; first += TILE) {
    T exponent[WARP_QUERIES] = {};
    T square[WARP_QUERIES] = {};
    for (int j0 = 0; j0 < d; j0 += CHUNK) {
      stage_all(shared, m, first, end, firstRow, rows, j0);
      add_excess(shared, lane, slot, smaller(CHUNK, d - j0), exponent, square);
    }
    bool higher = false;
#pragma unroll
    for (int k = 0; k < WARP_QUERIES; k++) {
      const bool inside = first + lane < end && firstRow + slot + k < rows;
      exponent[k] = inside ? relative_exponent(m, prior[k], exponent[k], first + lane) : T(-INFINITY);
      higher |= exponent[k] > sums[k].peak;
    }
    if (__any_sync(FULL_WARP, higher)) {
#pragma unroll
      for (int k = 0; k < WARP_QUERIES; k++) {
        raise_peak(m, sums[k], exponent[k], m.split_row(firstRow + slot + k), lane);
      }
    }
#pragma unroll
    for (int k = 0; k < WARP_QUERIES; k++) {
      const T r = exp(exponent[k] - sums[k].peak);
      sums[k].weight += r;
      sums[k].square += r * r;
      sums[k].trace += r > 0 ? r * square[k] : T(0);
      sums[k].near = square[k] > 0 && exponent[k] > sums[k].near ? exponent[k] : sums[k].near;
      shared.weight[slot + k][lane] = r;
      if (m.survivors != nullptr) {
        note_survivors(m, firstRow + slot + k, rows, (first - begin) / TILE, r, square[k]);
      }
    }
    __syncwarp(FULL_WARP);
    for (int j0 = 0; j0 < d; j0 += CHUNK) {
      if (d > CHUNK) {  // else the only chunk is still there
        stage_all(shared, m, first, end, firstRow, rows, j0);
      }
      add_offsets(m, shared, lane, slot, firstRow, rows, j0);
    }
    if ((first - begin) / TILE % LANE_TERMS == LANE_TERMS - 1 || first + TILE >= end) {
#pragma unroll
      for (int k = 0; k < WARP_QUERIES; k++) {
        const int row = firstRow + slot + k;
        sums[k].hand_over(m.partSums + m.split_row(row) * SUMS, row < rows, lane);
      }
    }
  }
#pragma unroll
  for (int k = 0; k < WARP_QUERIES; k++) {
    const double near = warp_max((double)sums[k].near);
    const int row = firstRow + slot + k;
    if (row < rows && lane == 0) {
      double* out = m.partSums + m.split_row(row) * SUMS;
      out[PEAK] = sums[k].peak;
      out[NEAR] = near;
    }
  }
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

// What the spread is summed in, and what it may leave out: together less than m.share of the
// trace. Where the sums above left out as much, it is missing from the weight C is divided by; where
// survivors are listed, an eighth of it may be missing from the list.
// offset: |m - c_0|^2.
template <typename T>
__device__ void store_reference(
    const Moments<T>& m, long long row, const double* sums, double offset) {
  const bool lonely = sums[NEAR] < LONELY && sums[NEAR] > -INFINITY;
  const double reference = lonely ? sums[NEAR] : sums[PEAK];
  const double dropped = m.share * sums[TRACE];
  m.reference[row] = (T)reference;
  m.totalR[row] = sums[WEIGHT] * exp(sums[PEAK] - (double)(T)reference);
  m.cut[row] = (T)(dropped / m.total * exp(sums[PEAK] - reference));
  const double passes = m.dimension <= SMALL_DIMENSION ? 2 : 1.125;
  m.dropped[row] = passes * dropped / (sums[WEIGHT] * m.variance);
  if (m.listed != nullptr) {
    const double enough = ENOUGH * fmax(m.variance, offset);
    m.listed[row] = !lonely && sums[PEAK] <= 1 && sums[TRACE] > enough;
  }
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
    offset /= sums[WEIGHT];
    m.mean[at] = (T)offset;
    m.shift[at] = toAnchor + offset;
    square += toAnchor * toAnchor;
    offsets += offset * offset;
  }
  square = Group<G>::sum(square);
  offsets = Group<G>::sum(offsets);
  if (lane == 0) {
    m.logDensity[row] = m.logWeight + (double)m.anchorPrior[row] - square / (2 * m.variance) -
                        m.logNormaliser + sums[PEAK] + log(sums[WEIGHT]);
    m.anchorEnergy[row] = square / (2 * m.variance);
    m.neighbours[row] = sums[WEIGHT] * sums[WEIGHT] / sums[SQUARE];
    if (m.visited != nullptr) {
      m.visited[row] = sums[VISITED];
    }
    store_reference(m, row, sums, offsets);
  }
}

extern "C" __global__ void __launch_bounds__(PASS_THREADS, 3) shift_partial_f32(Moments<float> m) {
  __shared__ ShiftShared<float> shared;
  shift_partial(m, shared);
}

extern "C" __global__ void __launch_bounds__(PASS_THREADS, 3) shift_partial_f64(Moments<double> m) {
  __shared__ ShiftShared<double> shared;
  shift_partial(m, shared);
}

extern "C" __global__ void shift_merge_g1_f32(Moments<float> m) { shift_merge<1>(m); }

extern "C" __global__ void shift_merge_g1_f64(Moments<double> m) { shift_merge<1>(m); }

extern "C" __global__ void shift_merge_g32_f32(Moments<float> m) { shift_merge<32>(m); }

extern "C" __global__ void shift_merge_g32_f64(Moments<double> m) { shift_merge<32>(m); }
