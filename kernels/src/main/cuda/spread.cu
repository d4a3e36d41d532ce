// spread_partial: central second posterior moments over one split of the data, for any dimension.
//   computes   sum r e e^T, e = c - m
//   in         m.centre*, m.prior, m.anchor*, m.twiceOffset, m.mean, m.reference, m.cut, m.survivors, m.listed
//   out        m.partSpread (lower triangle by rows)
//   a block    one row (blockIdx.x) x one split (blockIdx.y), 128 threads; survivors of the sums about the
//              anchor (all centres, where those are not listed) are weighed 32 at a time, by four threads
//              each; centres that count are kept until 32 of them fill a batch, then two threads (four where
//              d <= 12) add every second of the batch to a block of 4 x 4 entries
//   shared     static: 19.2 KiB (float), 19.7 KiB (double)
//   presumes   nothing; small_spread does d <= 4
//   sums in    T over a batch of 32, the threads of an entry in a tree, double over batches, ascending
//   drops      centres with r |e|^2 <= m.cut; m.dropped bounds what that takes from C/h
//   CPU twin   dev.arete.internal.reference.Posterior.covariance
//   source     docs/maths.md
//
// spread_merge: adds the splits in ascending order and divides by sum r.
//   out        m.ratio (C / h, both triangles), m.third
//   a thread   one entry (a, b) of one row, or one third moment
#include "device.cuh"

#include "four.cuh"
#include "tile.cuh"
#include "weights.cuh"

constexpr int PER_CENTRE = PASS_THREADS / TILE;  // threads that weigh one centre
constexpr int MOST_PARTS = 4;                    // of a batch, for one block of entries

// Coordinates of a batch that are in shared memory at a time, twice.
template <typename T>
constexpr int SPAN = 256 / (int)sizeof(T);

// One coordinate of the centres.
template <typename T>
struct Coordinate {
  const T* high;
  const T* low;
  int apart;  // of two centres

  __device__ Coordinate(const Moments<T>& m, int j)
      : high(m.centreHigh + j), low(Word<T>::HAS_LOW ? m.centreLow + j : nullptr), apart((int)m.dimension) {}

  __device__ long long at(int centre) const { return centre * (long long)apart; }
};

template <typename T>
struct RowChunk {
  T anchorHigh[CHUNK];
  T anchorLow[CHUNK];
  T twiceOffset[CHUNK];
  T mean[CHUNK];

  __device__ void stage(const Moments<T>& m, long long row, int j0) {
    const int j = threadIdx.x;
    if (j < CHUNK) {
      const bool inside = j0 + j < m.dimension;
      const long long at = row * m.dimension + j0 + j;
      anchorHigh[j] = inside ? m.anchorHigh[at] : T(0);
      anchorLow[j] = inside ? low_word(m.anchorLow, at) : T(0);
      twiceOffset[j] = inside ? m.twiceOffset[at] : T(0);
      mean[j] = inside ? m.mean[at] : T(0);
    }
  }
};

template <typename T>
struct SpreadShared {
  union {
    CentreTile<T> centres;          // while weighing
    // sqrt(r) e of a batch, two spans of coordinates, while adding
    __align__(16) T centred[2][TILE][SPAN<T> + LOAD<T>];
  };
  RowChunk<T> row;
  unsigned words[PASS_THREADS];   // survivors, a bit each, of the tiles at hand
  unsigned filled[PASS_WARPS];    // which of them are not 0
  int candidate[2 * TILE];  // centres that wait to be weighed, ascending
  T weight[TILE];
  int index[2 * TILE];   // centres that wait for a full batch, ascending
  T pending[2 * TILE];   // roots of their weights
  int waiting;
};

// Coordinates j0.. of the first `size` candidates; zeros elsewhere. A thread has one coordinate.
template <typename T>
__device__ void stage_candidates(const Moments<T>& m, SpreadShared<T>& shared, int size, int j0) {
  const int j = threadIdx.x % CHUNK;
  const bool inside = j0 + j < m.dimension;
  const Coordinate<T> of(m, j0 + j);
#pragma unroll 4
  for (int i = threadIdx.x / CHUNK; i < TILE; i += PASS_THREADS / CHUNK) {
    const bool used = inside && i < size;
    const long long at = used ? of.at(shared.candidate[i]) : 0;
    shared.centres.high[i][j] = used ? of.high[at] : T(0);
    if (Word<T>::HAS_LOW) {
      shared.centres.low[i][j] = used ? of.low[at] : T(0);
    }
  }
}

// Weighs the first `size` candidates: shared.weight is r, or 0 where the centre does not count.
template <typename T>
__device__ void weigh(const Moments<T>& m, SpreadShared<T>& shared, long long row, int size) {
  const int i = threadIdx.x / PER_CENTRE;
  T sum = 0;
  T square = 0;
  T apart = 0;  // |D|^2
  for (int j0 = 0; j0 < m.dimension; j0 += CHUNK) {
    __syncthreads();
    stage_candidates(m, shared, size, j0);
    shared.row.stage(m, row, j0);
    __syncthreads();
    const int width = smaller(CHUNK, (int)m.dimension - j0);
    for (int j = threadIdx.x % PER_CENTRE; j < width; j += PER_CENTRE) {
      const T delta = difference(shared.centres.high[i][j], shared.centres.low_of(i, j),
                                 shared.row.anchorHigh[j], shared.row.anchorLow[j]);
      const T centred = delta - shared.row.mean[j];
      sum += excess(delta, shared.row.twiceOffset[j]);
      square += centred * centred;
      apart += delta * delta;
    }
  }
  for (int offset = 1; offset < PER_CENTRE; offset *= 2) {
    sum += __shfl_xor_sync(FULL_WARP, sum, offset);
    square += __shfl_xor_sync(FULL_WARP, square, offset);
    apart += __shfl_xor_sync(FULL_WARP, apart, offset);
  }
  if (threadIdx.x % PER_CENTRE == 0) {
    T r = 0;
    if (i < size) {
      const T exponent = relative_exponent(m, m.anchorPrior[row], sum, shared.candidate[i]);
      r = spread_weight(exponent, m.reference[row], apart == 0);
    }
    shared.weight[i] = r * square > m.cut[row] ? r : T(0);
  }
}

// Forgets the first `size` of `count` numbers; TILE at most remain.
template <typename N>
__device__ void forget(N* numbers, int size, int count) {
  if ((int)threadIdx.x < TILE && size + (int)threadIdx.x < count) {
    numbers[threadIdx.x] = numbers[size + threadIdx.x];
  }
}

// The first warp appends the candidates that count, in order, and forgets the first `size` of `count`.
template <typename T>
__device__ void keep_survivors(SpreadShared<T>& shared, int size, int count) {
  __syncthreads();
  if (threadIdx.x < WARP) {
    const int lane = threadIdx.x;
    const T r = shared.weight[lane];
    const unsigned kept = __ballot_sync(FULL_WARP, r > 0);
    const int before = __popc(kept & ((1u << lane) - 1));
    if (r > 0) {
      shared.index[shared.waiting + before] = shared.candidate[lane];
      shared.pending[shared.waiting + before] = sqrt(r);
    }
    __syncwarp(FULL_WARP);
    forget(shared.candidate, size, count);
    __syncwarp(FULL_WARP);
    if (lane == 0) {
      shared.waiting += __popc(kept);
    }
  }
  __syncthreads();
}

// Centres of a batch that one of so many parts goes through.
__device__ inline int turns(int size, int parts) { return (size + parts - 1) / parts; }

// sqrt(r) e of the first `size` waiting centres, coordinates j0.. of a span; zeros beyond the last, of coordinates and
// of centres, up to whole parts.
template <typename T>
__device__ void stage_centred(
    const Moments<T>& m, SpreadShared<T>& shared, long long row, int size, int j0, int slot) {
  const int width = m.dimension - j0 > WARP ? SPAN<T> : WARP;
  const int j = threadIdx.x % width;
  const bool inside = j0 + j < m.dimension;
  const long long at = row * m.dimension + j0 + j;
  const T anchor = inside ? m.anchorHigh[at] : T(0);
  const T anchorLow = inside ? low_word(m.anchorLow, at) : T(0);
  const T mean = inside ? m.mean[at] : T(0);
  const Coordinate<T> of(m, j0 + j);
#pragma unroll 4
  for (int i = threadIdx.x / width; i < turns(size, MOST_PARTS) * MOST_PARTS; i += PASS_THREADS / width) {
    const bool used = inside && i < size;
    const long long centre = used ? of.at(shared.index[i]) : 0;
    const T delta = used ? difference(of.high[centre], low_word(of.low, centre), anchor, anchorLow) - mean : T(0);
    shared.centred[slot][i][j] = used ? shared.pending[i] * delta : T(0);
  }
}

// Where a row of the lower triangle begins.
__device__ inline long long row_start(int row) { return row * (row + 1LL) / 2; }

// A block of entries: rows a.. and columns b.. of a span each. Blocks of a triangle count along its rows.
struct Entries {
  int a;
  int b;

  __device__ static Entries of(int block, bool triangle, int across) {
    const int down = triangle ? (int)((sqrtf(8.0f * block + 1) - 1) / 2) : block / across;
    const int before = triangle ? down * (down + 1) / 2 : down * across;
    return {down * OWN, (block - before) * OWN};
  }
};

// Sums of every PARTS-th centre from `part` on.
template <int PARTS, typename T>
__device__ void multiply(const SpreadShared<T>& shared, Entries at, int slotB, int part, int size, T (&sum)[OWN][OWN]) {
#pragma unroll 4
  for (int turn = 0; turn < turns(size, PARTS); turn++) {
    T a[OWN];
    T b[OWN];
    load_four(&shared.centred[0][turn * PARTS + part][at.a], LOAD<T>, a);
    load_four(&shared.centred[slotB][turn * PARTS + part][at.b], LOAD<T>, b);
#pragma unroll
    for (int k = 0; k < OWN; k++) {
#pragma unroll
      for (int u = 0; u < OWN; u++) {
        sum[k][u] = fma(a[k], b[u], sum[k][u]);
      }
    }
  }
}

// Sums over two neighbours: the one keeps the front half of the rows, the other the back half.
template <int ROWS, typename T>
__device__ void share_out(T (&sum)[OWN][OWN], int offset) {
  const bool back = (threadIdx.x & offset) != 0;
#pragma unroll
  for (int k = 0; k < ROWS / 2; k++) {
#pragma unroll
    for (int u = 0; u < OWN; u++) {
      const T kept = back ? sum[k + ROWS / 2][u] : sum[k][u];
      const T given = back ? sum[k][u] : sum[k + ROWS / 2][u];
      sum[k][u] = kept + __shfl_xor_sync(FULL_WARP, given, offset);
    }
  }
}

// Adds rows a.. and columns b.. of the block to the moments. Loads first, so that they do not wait for each other.
template <int ROWS, typename T>
__device__ void hand_over(const T (&sum)[OWN][OWN], int a, int b, int dimension, double* spread) {
  double before[ROWS][OWN];
#pragma unroll
  for (int k = 0; k < ROWS; k++) {
    const double* from = spread + (row_start(a + k) + b);
#pragma unroll
    for (int u = 0; u < OWN; u++) {
      before[k][u] = a + k < dimension && b + u <= a + k ? from[u] : 0;
    }
  }
#pragma unroll
  for (int k = 0; k < ROWS; k++) {
    double* to = spread + (row_start(a + k) + b);
#pragma unroll
    for (int u = 0; u < OWN; u++) {
      if (a + k < dimension && b + u <= a + k) {
        to[u] = before[k][u] + (double)sum[k][u];
      }
    }
  }
}

// Adds the batch to the entries (a, b) with a in the span from a0 and b in the span from b0, PARTS threads a block.
template <int PARTS, typename T>
__device__ void add_blocks(const SpreadShared<T>& shared, int size, int a0, int b0, int blocks, int dimension,
                           double* spread) {
  constexpr int ROWS = OWN / PARTS;  // that a thread ends up with
  const bool triangle = a0 == b0;
  for (int first = threadIdx.x / WARP * WARP; first < blocks * PARTS; first += PASS_THREADS) {
    const int item = first + threadIdx.x % WARP;
    const int part = item % PARTS;
    const int block = smaller(item / PARTS, blocks - 1);  // what is too many only takes part in the sums
    const Entries at = Entries::of(block, triangle, SPAN<T> / OWN);  // a rectangle is never in the last span
    T sum[OWN][OWN] = {};
    multiply<PARTS>(shared, at, triangle ? 0 : 1, part, size, sum);
    share_out<OWN>(sum, 1);
    if constexpr (PARTS == 4) {
      share_out<OWN / 2>(sum, 2);
    }
    const int kept = PARTS == 4 ? part % 2 * 2 + part / 2 : part * ROWS;
    const int a = item < blocks * PARTS ? a0 + at.a + kept : dimension;
    hand_over<ROWS>(sum, a, b0 + at.b, dimension, spread);
  }
}

template <typename T>
__device__ void add_products(const Moments<T>& m, const SpreadShared<T>& shared, int size, int a0, int b0,
                             double* spread) {
  const int d = (int)m.dimension;
  const int down = (smaller(SPAN<T>, d - a0) + OWN - 1) / OWN;
  const int blocks = a0 == b0 ? down * (down + 1) / 2 : down * (SPAN<T> / OWN);
  if (blocks * MOST_PARTS <= WARP) {
    add_blocks<MOST_PARTS>(shared, size, a0, b0, blocks, d, spread);
  } else {
    add_blocks<2>(shared, size, a0, b0, blocks, d, spread);
  }
}

// Adds the first `size` waiting centres to the moments and forgets them.
template <typename T>
__device__ void flush(const Moments<T>& m, SpreadShared<T>& shared, long long row, int size,
                      double* spread) {
  for (int a0 = 0; a0 < m.dimension; a0 += SPAN<T>) {
    __syncthreads();
    stage_centred(m, shared, row, size, a0, 0);
    for (int b0 = 0; b0 <= a0; b0 += SPAN<T>) {
      if (b0 < a0) {
        __syncthreads();
        stage_centred(m, shared, row, size, b0, 1);
      }
      __syncthreads();
      add_products(m, shared, size, a0, b0, spread);
    }
  }
  __syncthreads();
  forget(shared.index, size, shared.waiting);
  forget(shared.pending, size, shared.waiting);
  __syncthreads();
  if (threadIdx.x == 0) {
    shared.waiting -= size;
  }
  __syncthreads();
}

__device__ inline void clear(double* out, long long entries) {
  for (long long t = threadIdx.x; t < entries; t += blockDim.x) {
    out[t] = 0;
  }
}

// Takes note of the survivors of 128 tiles from first on: all centres where they are not listed.
template <typename T>
__device__ void load_words(const Moments<T>& m, SpreadShared<T>& shared, long long row, int first, int end) {
  const int from = first + (int)threadIdx.x * TILE;
  unsigned word = 0;
  if (from < end && m.listed[row] != 0) {
    word = m.survivors_of(row)[(from - m.split_begin()) / TILE];
  } else if (from < end) {
    word = end - from < TILE ? (1u << (end - from)) - 1 : ~0u;
  }
  __syncthreads();
  shared.words[threadIdx.x] = word;
  const unsigned filled = __ballot_sync(FULL_WARP, word != 0);
  if (threadIdx.x % WARP == 0) {
    shared.filled[threadIdx.x / WARP] = filled;
  }
  __syncthreads();
}

// The first warp appends the survivors of a tile to `count` candidates; returns how many there are then.
template <typename T>
__device__ int append(SpreadShared<T>& shared, int count, int tile, int first) {
  const unsigned word = shared.words[tile];
  if (threadIdx.x < WARP && (word >> threadIdx.x & 1) != 0) {
    const int before = __popc(word & ((1u << threadIdx.x) - 1));
    shared.candidate[count + before] = first + (int)threadIdx.x;
  }
  return count + __popc(word);
}

// Weighs the first `size` of `count` candidates and adds those that count, in full batches.
template <typename T>
__device__ void work_off(const Moments<T>& m, SpreadShared<T>& shared, long long row, int size, int count,
                         double* spread) {
  weigh(m, shared, row, size);
  keep_survivors(shared, size, count);
  if (shared.waiting >= TILE) {
    flush(m, shared, row, TILE, spread);
  }
}

template <typename T>
__device__ void spread_partial(const Moments<T>& m, SpreadShared<T>& shared) {
  const long long row = blockIdx.x;
  const long long d = m.dimension;
  if (row >= *m.rowCount) {
    return;
  }
  double* spread = m.partSpread + m.split_row(row) * (d * (d + 1) / 2);
  clear(spread, d * (d + 1) / 2);
  if (threadIdx.x == 0) {
    shared.waiting = 0;
  }
  int count = 0;  // candidates, the same in all threads
  const int end = m.split_end();
  for (int first = m.split_begin(); first < end; first += PASS_THREADS * TILE) {
    load_words(m, shared, row, first, end);
    for (int warp = 0; warp < PASS_WARPS; warp++) {
      for (unsigned rest = shared.filled[warp]; rest != 0; rest &= rest - 1) {
        const int tile = warp * WARP + __ffs(rest) - 1;
        count = append(shared, count, tile, first + tile * TILE);
        if (count >= TILE) {
          work_off(m, shared, row, TILE, count, spread);
          count -= TILE;
        }
      }
    }
  }
  if (count > 0) {
    work_off(m, shared, row, count, count, spread);
  }
  if (shared.waiting > 0) {
    flush(m, shared, row, shared.waiting, spread);
  }
}

template <typename T>
__device__ void merge_entry(const Moments<T>& m, long long row, int a, int b) {
  const long long d = m.dimension;
  const long long entries = d * (d + 1) / 2;
  double sum = 0;
  for (long long s = 0; s < m.splits; s++) {
    sum += m.partSpread[(row * m.splits + s) * entries + a * (a + 1LL) / 2 + b];
  }
  sum /= m.totalR[row] * m.variance;
  m.ratio[(row * d + a) * d + b] = sum;
  m.ratio[(row * d + b) * d + a] = sum;
}

template <typename T>
__device__ void spread_merge(const Moments<T>& m) {
  const long long d = m.dimension;
  const long long t = global_thread();
  const long long row = t / (d * d);
  if (row >= *m.rowCount) {
    return;
  }
  const int a = (int)(t % (d * d) / d);
  const int b = (int)(t % d);
  if (a >= b) {
    merge_entry(m, row, a, b);
  }
  const long long entries = d * (d + 1) * (d + 2) / 6;
  for (long long e = t % (d * d); m.third != nullptr && e < entries; e += d * d) {
    double sum = 0;
    for (long long s = 0; s < m.splits; s++) {
      sum += m.partThird[(row * m.splits + s) * entries + e];
    }
    m.third[row * entries + e] = sum / m.totalR[row];
  }
}

extern "C" __global__ void __launch_bounds__(PASS_THREADS, 3) spread_partial_f32(Moments<float> m) {
  __shared__ SpreadShared<float> shared;
  spread_partial(m, shared);
}

extern "C" __global__ void __launch_bounds__(PASS_THREADS, 3) spread_partial_f64(Moments<double> m) {
  __shared__ SpreadShared<double> shared;
  spread_partial(m, shared);
}

extern "C" __global__ void spread_merge_f32(Moments<float> m) { spread_merge(m); }

extern "C" __global__ void spread_merge_f64(Moments<double> m) { spread_merge(m); }
